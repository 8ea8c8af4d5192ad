import { describePlaces, type RevisionPlace } from '../files/revision-place.ts';
import { type Explanation, MigratorError, type Outcome } from '../migrator-error.ts';

export interface DataRevisionsOffline {
  readonly direction: 'upgrade' | 'downgrade';
  /** The data revisions that the script would pass, in the order in which they would run. */
  readonly revisions: readonly RevisionPlace[];
  /** Where the script begins: ids with commas, or `base`. */
  readonly from: string;
  /** Where a first script can end: the targets of an upgrade, the revision to stop at of a downgrade. */
  readonly until: string;
  /** The target of the run that executes the first of them. */
  readonly through: string;
}

/**
 * A SQL script would pass data revisions, and only a run of Braid can execute their code.
 * @cause `--sql` was asked for a range in which there are `.ts` revisions.
 * @repair Go in parts: a script up to the data revision, its code with a run, then a script from there on; or pass
 * `--skip-data`.
 */
export class DataRevisionsOfflineError extends MigratorError<DataRevisionsOffline> {
  readonly code = 'offline-data-revision';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: DataRevisionsOffline) {
    const { direction, revisions, from, until, through } = facts;
    const script = `migrate ${direction} ${until} --sql --from ${from}`;
    const run = `migrate ${direction} ${through}`;
    super(facts, {
      message: `${revisions.length === 1 ? 'A data revision is' : `${revisions.length} data revisions are`} on the way, whose code is not SQL: ${describePlaces(revisions)}.`,
      hint: `Go in parts: a script up to there (${script}), then its code (${run}), then a script from there on. Or --skip-data: rows are recorded and the code is never run.`,
    });
  }
}

/**
 * A SQL script would pass sections that run in batches, and only a run of Braid can choose the rows of a batch.
 * @cause `--sql` was asked for a range in which there are sections with `batch="…"`.
 * @repair Run the revision itself with `migrate upgrade`, between a script that ends before it and one that begins
 * at it.
 */
export class BatchesOfflineError extends MigratorError<DataRevisionsOffline> {
  readonly code = 'offline-batches';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: DataRevisionsOffline) {
    const { direction, revisions, from, until, through } = facts;
    super(facts, {
      message: `${revisions.length === 1 ? 'A revision' : `${revisions.length} revisions`} on the way ${revisions.length === 1 ? 'runs' : 'run'} in batches, whose rows a script cannot choose: ${describePlaces(revisions)}.`,
      hint: `Go in parts: a script up to there (migrate ${direction} ${until} --sql --from ${from}), then a run (migrate ${direction} ${through}), then a script from there on. Or --skip-data: rows are recorded and no batch is run.`,
    });
  }
}

export interface OfflineTooLarge extends DataRevisionsOffline {
  /** Characters of their rows, and how many a script can hold. */
  readonly characters: number;
  readonly limit: number;
}

/**
 * A SQL script would hold more rows than fit into one text.
 * @cause `--sql` was asked for a range in which a revision has much data of COPY, or many INSERTs.
 * @repair Go in parts: a script up to the revision, the revision itself with a run, then a script from there on.
 */
export class OfflineTooLargeError extends MigratorError<OfflineTooLarge> {
  readonly code = 'offline-too-large';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: OfflineTooLarge) {
    const { direction, revisions, from, until, through, characters, limit } = facts;
    const size = (value: number): string => `${Math.round(value / 2 ** 20)} MB`;
    super(facts, {
      message: `A script holds at most ${size(limit)} of rows, and these have ${size(characters)}: ${describePlaces(revisions)}.`,
      hint: `Go in parts: a script up to there (migrate ${direction} ${until} --sql --from ${from}), then a run (migrate ${direction} ${through}), then a script from there on.`,
    });
  }
}

/**
 * What is wrong with the file. `count`: the number of applied revisions of a slice is not what the files have below its
 * heads.
 */
export type StatusUnusable = { readonly file: string } & (
  | { readonly problem: 'not-a-status' }
  | { readonly problem: 'fault'; readonly fault: string }
  | { readonly problem: 'half-run'; readonly revision: string }
  | { readonly problem: 'slices-missing'; readonly slices: readonly string[] }
  | { readonly problem: 'revisions-unknown'; readonly revisions: readonly string[] }
  | { readonly problem: 'count'; readonly slice: string; readonly applied: number | null; readonly expected: number }
);

/**
 * The file of `--from-file` is not an answer of `migrate status --json` from which a script can begin.
 * @cause It was written by something else, for a part of the database, with other files, or while the database had a
 * fault.
 * @repair Write it again, of the whole database and with these files: `migrate status --json > status.json`.
 */
export class StatusUnusableError extends MigratorError<StatusUnusable> {
  readonly code = 'offline-status-unusable';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: StatusUnusable) {
    const { message, hint } = explain(facts);
    super(facts, { message: `No script can begin at ${facts.file}: ${message}.`, hint });
  }
}

const AGAIN = 'Write it again, of the whole database and with these files: migrate status --json > status.json';

function explain(facts: StatusUnusable): Explanation {
  switch (facts.problem) {
    case 'not-a-status':
      return { message: 'it is not what migrate status --json prints', hint: AGAIN };
    case 'fault':
      return { message: `the database has a fault (${facts.fault})`, hint: 'Repair it first: migrate status.' };
    case 'half-run':
      return {
        message: `revision ${facts.revision} is half-way`,
        hint: 'Let a run finish it: migrate upgrade (or downgrade).',
      };
    case 'slices-missing':
      return { message: `it says nothing of ${facts.slices.join(', ')}`, hint: AGAIN };
    case 'revisions-unknown':
      return {
        message: `the files do not have ${facts.revisions.join(', ')}`,
        hint: 'Check out the code that the database has.',
      };
    case 'count':
      return {
        message: `${facts.applied ?? 'an unknown number of'} revisions of ${facts.slice} are applied, and below its heads there are ${facts.expected}`,
        hint: AGAIN,
      };
  }
}
