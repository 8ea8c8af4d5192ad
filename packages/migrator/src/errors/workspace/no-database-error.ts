import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError, type Outcome } from '../migrator-error.ts';

/** A variable that is set and names no database. */
export interface OverlookedVariable {
  readonly name: string;
  /** The variable that was probably meant; `null`: the name is right, but it is empty. */
  readonly meant: string | null;
}

export interface NoDatabaseFacts {
  /** Why the embedded PostgreSQL is not taken: `NODE_ENV=production`. */
  readonly because: string;
  /** What could have named a database, and does not: `DATABASE_URL`. */
  readonly looked: readonly string[];
  readonly overlooked: readonly OverlookedVariable[];
}

/**
 * Nothing names a database, and the embedded PostgreSQL must not be used instead: in production, in an image, or as
 * configured.
 * @cause `DATABASE_URL` is not set in this environment, is empty, or is misspelt.
 * @repair Name the database with `DATABASE_URL` or `--url`; if the embedded PostgreSQL is meant, pass `--embedded`.
 */
export class NoDatabaseError extends MigratorError<NoDatabaseFacts> {
  readonly code = 'no-database';
  override readonly outcome: Outcome = 'usage';

  constructor(facts: NoDatabaseFacts) {
    const { because, looked, overlooked } = facts;
    const lines = [
      `No database is named, and ${because} rules out the embedded PostgreSQL.`,
      `  looked at: ${looked.join(', ')}`,
      ...overlooked.map((each) => `  ${overlookedText(each)}`),
    ];
    super(facts, {
      message: lines.join('\n'),
      hint: 'export DATABASE_URL=postgres://user:password@host:5432/database\nIf the embedded PostgreSQL is meant: --embedded',
    });
  }
}

/** `DATABASE_URI is set, but is not read: DATABASE_URL is`. */
export function overlookedText({ name, meant }: OverlookedVariable): string {
  const shown = quoteForMessage(name).slice(1, -1);
  return meant === null ? `${shown} is set, but empty` : `${shown} is set, but is not read; ${meant} is`;
}
