import type { DataResult } from '../data/data-operations.ts';

/** The argument of the `seed` function in a TypeScript seed. Everything runs in the seed's transaction. */
export interface SeedOperations {
  /** Runs one statement; `$1` … are the `params`. It must be repeatable. */
  execute(sql: string, params?: readonly unknown[]): Promise<DataResult>;
  /**
   * Writes rows, replacing those with the same key. `table` is written as in SQL (`app.events`), `key` and the names in
   * `rows` are columns without quotes. The key must be a primary or unique key. Sequences of the table continue after
   * the written values.
   */
  upsert(table: string, key: readonly string[], rows: Iterable<Readonly<Record<string, unknown>>>): Promise<void>;
  /**
   * A Drizzle database over `op.client` whose inserts replace rows with the same key: the primary key, otherwise a
   * unique key without nulls. For code that only inserts, such as `drizzle-seed`.
   */
  upserting<Database extends object>(database: Database): Promise<Database>;
  /** The connection, a `pg.Client`: `drizzle({ client: op.client })`. */
  readonly client: unknown;
  /** The environment in which the seed runs. */
  readonly environment: string;
  /** The values of `-x key=value` on the command line. */
  readonly args: Readonly<Record<string, string>>;
}
