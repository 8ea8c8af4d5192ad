import type { MigrationDatabase } from '../database/migration-database.ts';
import type { LiveCatalog } from '../proof/proof.ts';
import type { TableName } from './tables-with-rows.ts';

/** A database that is built on the server of the real one, to replace it. */
export interface Rebuild {
  /** Empty at first. */
  readonly database: MigrationDatabase;
  catalog(): Promise<LiveCatalog>;
  /** The foreign keys of the real database, as pairs of tables. */
  references(): Promise<readonly { readonly from: TableName; readonly to: TableName }[]>;
  /** All tables of the real database except those of the state, with or without rows. */
  tables(): Promise<readonly TableName[]>;
  /**
   * Replaces the rows of these tables, which are the same in both, by those of the real database, sets sequences, and
   * refreshes materialized views, in one transaction.
   */
  copy(tables: readonly TableName[]): Promise<void>;
  /**
   * Gives it the name of the real database, which gets another name and keeps its contents. Throws a
   * `DatabaseInUseError`.
   *
   * @returns the new name of the real database
   */
  swap(): Promise<string>;
}

/** Provides such a database to `work`; unless it was swapped, it is dropped afterwards. */
export type WithRebuild = <Result>(work: (rebuild: Rebuild) => Promise<Result>) => Promise<Result>;
