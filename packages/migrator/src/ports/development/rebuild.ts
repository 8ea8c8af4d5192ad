import type { MigrationDatabase } from '../database/migration-database.ts';
import type { LiveCatalog } from '../proof/proof.ts';
import type { TableName } from './tables-with-rows.ts';

/** A database that is built beside the real one, on the same server, to take its place. */
export interface Rebuild {
  /** Empty at first. */
  readonly database: MigrationDatabase;
  catalog(): Promise<LiveCatalog>;
  /** Of the real database: which table refers to which one. */
  references(): Promise<readonly { readonly from: TableName; readonly to: TableName }[]>;
  /** All tables of the real database but for the state, whether or not they have rows. */
  tables(): Promise<readonly TableName[]>;
  /**
   * Copies the rows of tables that are the same in both, over those that are there, and how far sequences are, and
   * refreshes materialized views, in one transaction.
   */
  copy(tables: readonly TableName[]): Promise<void>;
  /**
   * Gives it the name of the real database, which gets another name and keeps all that is in it. Throws a
   * `DatabaseInUseError`.
   *
   * @returns that other name
   */
  swap(): Promise<string>;
}

/** Provides such a database; without a `swap` it is dropped afterwards. */
export type WithRebuild = <Result>(work: (rebuild: Rebuild) => Promise<Result>) => Promise<Result>;
