import { MigratorError } from '../migrator-error.ts';
import { shortened } from '../shortened.ts';
import { visible } from '../visible.ts';

/** What the errors of a ledger name it by. */
export interface LedgerPlace {
  /** `drizzle`, `alembic` … */
  readonly tool: string;
  /** `drizzle.__drizzle_migrations`. */
  readonly ledger: string;
  /** The database, without a password. */
  readonly target: string;
}

/**
 * The database has tables, but the other tool's ledger is not there.
 * @cause It was built by other means (`drizzle-kit push`, a restored schema), the ledger has another name, or the wrong
 * database is named.
 * @repair Name the ledger with `--ledger schema.table`; for a database without one `migrate adopt database`.
 */
export class LedgerMissingError extends MigratorError<LedgerPlace> {
  readonly code = 'ledger-missing';
  constructor(facts: LedgerPlace) {
    super(facts, {
      message: visible(`${facts.target} has tables, but no ${facts.ledger}: nobody recorded which migrations it has.`),
      hint:
        `Name the ledger: migrate adopt ${facts.tool} --ledger <schema>.<table>. ` +
        'If there is none (the tables were pushed): migrate adopt database',
    });
  }
}

export interface LedgerMismatch extends LedgerPlace {
  /** One sentence each. */
  readonly problems: readonly string[];
  /** What can be given to `--accept`, one for each problem that a person may settle. */
  readonly acceptable: readonly string[];
}

/**
 * The ledger in the database and the files do not say the same. Nothing was written.
 * @cause A migration was edited, renamed or deleted after it ran, or the migrator passed over one that was older than
 * the newest.
 * @repair Bring the files back from git. Where the database is known to be right, name what to accept:
 * `migrate adopt <tool> --accept <key>`.
 */
export class LedgerMismatchError extends MigratorError<LedgerMismatch> {
  readonly code = 'ledger-mismatch';
  constructor(facts: LedgerMismatch) {
    const accept = facts.acceptable.map((each) => `--accept ${each}`).join(' ');
    super(facts, {
      message: visible(
        [
          `${facts.ledger} in ${facts.target} and the files do not say the same:`,
          ...shortened(facts.problems).map((each) => `  ${each}`),
        ].join('\n'),
      ),
      hint: visible(
        `Bring the files back from git. If the database has what the files say now: migrate adopt ${facts.tool} ${accept}`.trimEnd(),
      ),
    });
  }
}

export interface AdoptedPartly extends LedgerPlace {
  readonly revision: string;
  readonly applied: number;
  /** Keys that the database has not. */
  readonly missing: readonly string[];
}

/**
 * The database has only some of the migrations that one revision stands for: the revision is neither applied nor not.
 * @cause The database was behind when the history was taken over as one revision.
 * @repair Run the rest with the other tool first, or take the history over with `--keep-history`.
 */
export class AdoptedPartlyError extends MigratorError<AdoptedPartly> {
  readonly code = 'adopted-partly';
  constructor(facts: AdoptedPartly) {
    const { target, applied, missing, revision, tool } = facts;
    super(facts, {
      message: visible(
        `${target} has ${applied} of the ${applied + missing.length} migrations that ${revision} stands for; ` +
          `it has not: ${shortened(missing).join(', ')}.`,
      ),
      hint: `Run the rest with the other tool, then migrate adopt ${tool} again; or, before the files are committed, delete what was written and keep the history: migrate adopt ${tool} --keep-history`,
    });
  }
}
