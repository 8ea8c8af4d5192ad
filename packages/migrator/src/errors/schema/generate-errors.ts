import { MigratorError, type Outcome } from '../migrator-error.ts';

export interface CrossSliceCycle {
  readonly slices: readonly string[];
  /** The things that need each other; at least two. */
  readonly things: readonly CycleMember[];
}

export interface CycleMember {
  readonly slice: string;
  /** `column orders.total`. */
  readonly thing: string;
  readonly isNew: boolean;
}

/**
 * The changes of two slices need each other, so no order of their revisions works.
 * @cause Objects of two slices use each other, and none can be dropped for a while: functions that call each other, or
 * a column with rows and a function in its default.
 * @repair Make the change in two rounds, as the hint shows: leave one object out, run `migrate revision`, then change
 * that one and run it again.
 */
export class CrossSliceCycleError extends MigratorError<CrossSliceCycle> {
  readonly code = 'cross-slice-cycle';
  constructor(facts: CrossSliceCycle) {
    const [first, ...others] = facts.things;
    const { slice, thing, isNew } = first ?? { slice: '', thing: '', isNew: false };
    const rest = others.map((other) => `${other.thing} of slice ${other.slice}`).join(', ');
    super(facts, {
      message: `The changes of ${facts.slices.join(' and ')} need each other: no order of their revisions works.\n${facts.things.map((it) => `  ${it.slice}: ${it.thing}`).join('\n')}`,
      hint: `Make the change in two rounds. First ${isNew ? `leave ${thing} out of` : `leave ${thing} as it is in`} slice ${slice}, so that ${rest} can change without it: migrate revision -m "…". Then make that change: migrate revision -m "…"`,
    });
  }
}

export interface StillUsed {
  /** At least one. */
  readonly uses: readonly StillUsedThing[];
}

export interface StillUsedThing {
  readonly slice: string;
  /** Where it is declared: a schema file, or the folder `sql/` of the slice. */
  readonly file: string;
  /** `view totals`. */
  readonly thing: string;
  /** `column orders.total`. */
  readonly used: string;
  /** The slice that drops or renames what is used. */
  readonly by: string;
  /** Its new name; absent if it is dropped. */
  readonly now?: string;
}

/**
 * A change drops or renames something that a view, policy, function or expression still uses.
 * @cause A column or table was renamed or dropped in a schema file, and SQL that reads it was not edited, perhaps in
 * another slice.
 * @repair Edit the SQL that the error names, then run `migrate revision` again: both slices get revisions in the right
 * order.
 */
export class StillUsedError extends MigratorError<StillUsed> {
  readonly code = 'still-used';
  constructor(facts: StillUsed, options: ErrorOptions) {
    const [first] = facts.uses;
    const said = facts.uses.map(({ slice, thing, used, by, now }) => {
      const fate = now === undefined ? 'drops' : `renames to ${now}`;
      return `${thing} of slice ${slice} still uses ${used}, which ${by === slice ? 'the change' : `slice ${by}`} ${fate}.`;
    });
    super(facts, {
      message: `${said.join('\n')}\nNo revision was written.`,
      hint: `Edit ${first?.file ?? 'it'}${first?.now === undefined ? '' : ` to say ${first.now.split(' ').at(-1) ?? ''}`}, then write the revisions of both at once: migrate revision -m "…"`,
      cause: options.cause,
    });
  }
}

export interface PendingSlice {
  readonly slice: string;
  /** The slices whose changes have no revision yet; at least one. */
  readonly pending: readonly string[];
}

/**
 * A slice refers to something of another slice that has no revision yet.
 * @cause `--slice` generates for one slice only, and the other one has changed too.
 * @repair Write all of them at once without `--slice`, or the other slice first.
 */
export class PendingSliceError extends MigratorError<PendingSlice> {
  readonly code = 'pending-slice';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: PendingSlice) {
    const { slice, pending } = facts;
    super(facts, {
      message: `Slice ${slice} refers to a change of ${pending.join(' and ')} that has no revision yet.`,
      hint: `Write all of them at once: migrate revision -m "…" (without --slice), or first: migrate revision --slice ${pending[0] ?? ''} -m "…"`,
    });
  }
}

export interface SqlFile {
  /** As it was given. */
  readonly file: string;
}

/**
 * `--sql-file` names a file without a statement.
 * @cause The file is empty or has only comments.
 * @repair Write the statements into the file; for sections to be written by hand, use
 * `migrate revision --empty -m "…"`.
 */
export class SqlFileEmptyError extends MigratorError<SqlFile & { readonly slice: string }> {
  readonly code = 'sql-file-empty';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: SqlFile & { readonly slice: string }) {
    super(facts, {
      message: `${facts.file} has no SQL statement.`,
      hint: `For sections to be written by hand: migrate revision --empty -m "…" --slice ${facts.slice}`,
    });
  }
}

/**
 * `--sql-file` names a file that does not exist.
 * @cause The path is misspelt, or is relative to a folder other than the root of the workspace.
 * @repair Write the path relative to the root of the workspace.
 */
export class SqlFileMissingError extends MigratorError<SqlFile> {
  readonly code = 'sql-file-missing';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: SqlFile) {
    super(facts, {
      message: `There is no file ${facts.file}.`,
      hint: 'Write the path relative to the root of the workspace.',
    });
  }
}
