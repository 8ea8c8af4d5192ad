import type { DataResult } from '../data/data-operations.ts';

/** What the `seed` function of a seed in TypeScript gets. Everything runs in the one transaction of the seed. */
export interface SeedOperations {
  /** Runs one statement; `$1` … are the `params`. Write so that it can run again. */
  execute(sql: string, params?: readonly unknown[]): Promise<DataResult>;
  /**
   * Writes rows, and where there is one with the same key, over it. `table` is written as in SQL (`app.events`), `key`
   * and the names of `rows` are columns without quotes. The key has to be a primary or unique key. Sequences of the
   * table continue after what was written.
   */
  upsert(table: string, key: readonly string[], rows: Iterable<Readonly<Record<string, unknown>>>): Promise<void>;
  /**
   * A database of Drizzle over `op.client`, whose inserts replace the row with the same key: the primary key, else a
   * unique key without nulls. For code that only inserts, as `drizzle-seed` does.
   */
  upserting<Database extends object>(database: Database): Promise<Database>;
  /** The connection, a `pg.Client`: `drizzle({ client: op.client })`. */
  readonly client: unknown;
  /** The one that the seed runs in. */
  readonly environment: string;
  /** What `-x key=value` gives on the command line. */
  readonly args: Readonly<Record<string, string>>;
}
