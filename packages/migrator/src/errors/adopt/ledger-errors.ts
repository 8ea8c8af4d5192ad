import { MigratorError } from '../migrator-error.ts';
import { shortened } from '../shortened.ts';
import { visible } from '../visible.ts';

/** How the errors about a ledger identify it. */
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
 * @cause It was built another way (`drizzle-kit push`, a restored schema), the ledger has another name, or the URL
 * names the wrong database.
 * @repair Name the ledger with `--ledger schema.table`; for a database without one use `migrate adopt database`.
 */
export class LedgerMissingError extends MigratorError<LedgerPlace> {
  readonly code = 'ledger-missing';
  constructor(facts: LedgerPlace) {
    super(facts, {
      message: visible(
        `${facts.target} has tables, but no ${facts.ledger}: there is no record of which migrations it has.`,
      ),
      hint:
        `Name the ledger: migrate adopt ${facts.tool} --ledger <schema>.<table>. ` +
        'If there is none (the tables were pushed): migrate adopt database',
    });
  }
}

export interface LedgerMismatch extends LedgerPlace {
  /** One sentence each. */
  readonly problems: readonly string[];
  /** Values for `--accept`, one for each problem that the user may accept. */
  readonly acceptable: readonly string[];
}

/**
 * The ledger in the database and the files disagree. Nothing was written.
 * @cause A migration was edited, renamed or deleted after it ran, or the migrator passed over one that was older than
 * the newest.
 * @repair Bring the files back from git. If you know that the database is right, name what to accept: `migrate adopt
 * <tool> --accept <key>`.
 */
export class LedgerMismatchError extends MigratorError<LedgerMismatch> {
  readonly code = 'ledger-mismatch';
  constructor(facts: LedgerMismatch) {
    const accept = facts.acceptable.map((each) => `--accept ${each}`).join(' ');
    super(facts, {
      message: visible(
        [
          `${facts.ledger} in ${facts.target} and the files disagree:`,
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
  /** Keys that the database does not have. */
  readonly missing: readonly string[];
}

/**
 * The database has only some of the migrations that one revision combines, so the revision is only partly applied.
 * @cause The database was behind when the history was taken over as one revision.
 * @repair Run the rest with the other tool first, or take the history over with `--keep-history`.
 */
export class AdoptedPartlyError extends MigratorError<AdoptedPartly> {
  readonly code = 'adopted-partly';
  constructor(facts: AdoptedPartly) {
    const { target, applied, missing, revision, tool } = facts;
    super(facts, {
      message: visible(
        `${target} has ${applied} of the ${applied + missing.length} migrations that ${revision} combines; ` +
          `it does not have ${shortened(missing).join(', ')}.`,
      ),
      hint: `Run the rest with the other tool, then migrate adopt ${tool} again; or, before the files are committed, delete what was written and keep the history: migrate adopt ${tool} --keep-history`,
    });
  }
}
