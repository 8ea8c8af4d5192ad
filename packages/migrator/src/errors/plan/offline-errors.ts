import { describePlaces, type RevisionPlace } from '../files/revision-place.ts';
import { type Explanation, MigratorError, type Outcome } from '../migrator-error.ts';

export interface DataRevisionsOffline {
  readonly direction: 'upgrade' | 'downgrade';
  /** The data revisions in the range of the script, in the order in which they would run. */
  readonly revisions: readonly RevisionPlace[];
  /** Where the script begins: ids with commas, or `base`. */
  readonly from: string;
  /** Where a first script can end: the targets of an upgrade, the revision to stop at of a downgrade. */
  readonly until: string;
  /** The target of the run that executes the first of them. */
  readonly through: string;
}

/**
 * An SQL script would include data revisions, but only Braid can execute their code.
 * @cause The range of `--sql` contains `.ts` revisions.
 * @repair Split it: a script up to the data revision, a run for its code, then a script from there on; or pass
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
      message: `${revisions.length === 1 ? 'A data revision is' : `${revisions.length} data revisions are`} in this range, and code is not SQL: ${describePlaces(revisions)}.`,
      hint: `Split it: a script up to there (${script}), then its code (${run}), then a script from there on. Or --skip-data: the revisions are recorded and their code is never run.`,
    });
  }
}

/**
 * An SQL script would include sections that run in batches, but only Braid can choose the rows of a batch.
 * @cause The range of `--sql` contains sections with `batch="…"`.
 * @repair Run the revision itself with `migrate upgrade`, between a script that ends before it and one that begins
 * at it.
 */
export class BatchesOfflineError extends MigratorError<DataRevisionsOffline> {
  readonly code = 'offline-batches';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: DataRevisionsOffline) {
    const { direction, revisions, from, until, through } = facts;
    super(facts, {
      message: `${revisions.length === 1 ? 'A revision' : `${revisions.length} revisions`} in this range ${revisions.length === 1 ? 'runs' : 'run'} in batches, and a script cannot choose their rows: ${describePlaces(revisions)}.`,
      hint: `Split it: a script up to there (migrate ${direction} ${until} --sql --from ${from}), then a run (migrate ${direction} ${through}), then a script from there on. Or --skip-data: the revisions are recorded and no batch is run.`,
    });
  }
}

export interface OfflineTooLarge extends DataRevisionsOffline {
  /** Characters of their rows, and how many a script can hold. */
  readonly characters: number;
  readonly limit: number;
}

/**
 * An SQL script would contain more rows than fit into one text.
 * @cause A revision in the range of `--sql` has much COPY data, or many INSERTs.
 * @repair Split it: a script up to the revision, a run for the revision itself, then a script from there on.
 */
export class OfflineTooLargeError extends MigratorError<OfflineTooLarge> {
  readonly code = 'offline-too-large';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: OfflineTooLarge) {
    const { direction, revisions, from, until, through, characters, limit } = facts;
    const size = (value: number): string => `${Math.round(value / 2 ** 20)} MB`;
    super(facts, {
      message: `A script can contain at most ${size(limit)} of rows, but these have ${size(characters)}: ${describePlaces(revisions)}.`,
      hint: `Split it: a script up to there (migrate ${direction} ${until} --sql --from ${from}), then a run (migrate ${direction} ${through}), then a script from there on.`,
    });
  }
}

/**
 * What is wrong with the file. `count`: the number of applied revisions of a slice differs from the number of files
 * below its heads.
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
 * A script cannot start from the file of `--from-file`: it is not a suitable output of `migrate status --json`.
 * @cause It was written by something else, for a part of the database, with other files, or while the state had a
 * fault.
 * @repair Write it again, of the whole database and with these files: `migrate status --json > status.json`.
 */
export class StatusUnusableError extends MigratorError<StatusUnusable> {
  readonly code = 'offline-status-unusable';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: StatusUnusable) {
    const { message, hint } = explain(facts);
    super(facts, { message: `No script can start from ${facts.file}: ${message}.`, hint });
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
      return { message: `it does not include ${facts.slices.join(', ')}`, hint: AGAIN };
    case 'revisions-unknown':
      return {
        message: `the files do not have ${facts.revisions.join(', ')}`,
        hint: 'Check out the code that the database has.',
      };
    case 'count':
      return {
        message: `${facts.applied ?? 'an unknown number of'} revisions of ${facts.slice} are applied, but the files have ${facts.expected} below its heads`,
        hint: AGAIN,
      };
  }
}
