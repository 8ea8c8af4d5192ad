import type { Catalog } from '../../schema/entity/catalog.ts';
import type { MigrationDatabase } from '../database/migration-database.ts';
import type { TableShape } from './table-shape.ts';

/** A database kept under a key, to clone. */
export interface ScratchTemplate {
  readonly key: string;
  /** The revisions whose state it holds, as given to `keepAs`. */
  readonly heads: readonly string[];
}

export type ScratchRow = Readonly<Record<string, unknown>>;

/** All that a proof reads of a schema at once. */
export interface ReadSchema {
  readonly catalog: Catalog;
  readonly tables: readonly TableShape[];
  /**
   * Columns, as `schema.table.column`, whose sequence's next number is not above every number in use, of these tables
   * and of others; `undefined` if the server could not say so for each of them.
   */
  readonly behind: readonly string[] | undefined;
}

/** A throw-away database. Sessions are opened when first needed. */
export interface ScratchDatabase {
  /** For the runner, which is the same as in production. */
  readonly migrations: MigrationDatabase;
  /**
   * One statement on a session with settings of its own, outside any transaction; without parameters also several in
   * one message, and the rows of all of them.
   */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly ScratchRow[]>;
  /**
   * The same for one statement, with rows as lists, and times, dates and intervals as texts: as drizzle-orm asks for
   * them.
   */
  queryRows(sql: string, parameters: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
  /** The schema as it is, without the state schema. */
  readCatalog(): Promise<Catalog>;
  /**
   * The catalog, and then these statements and their rows, in one message. Rejects when one of the statements fails,
   * and nothing of them is done.
   */
  readCatalogThen(statements: string): Promise<{ readonly catalog: Catalog; readonly rows: readonly ScratchRow[] }>;
  /** Every table that can hold rows, without the state schema. */
  readTables(): Promise<readonly TableShape[]>;
  /** The catalog and the tables, read at the same moment, and which sequences are behind. */
  readSchema(): Promise<ReadSchema>;
  /**
   * Until `work` ends, the server terminates each session that records how far batches or steps of code came, before it
   * can commit.
   */
  whileNotesKill<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Runs `work` on a copy of this database as it is now. Nothing may run here until the copy is made. It is dropped
   * after `work`, when the server is closed at the latest.
   */
  withCopy<T>(work: (copy: ScratchDatabase) => Promise<T>): Promise<T>;
  /** Keeps a copy for later runs; an old copy may be dropped for it. Does nothing when the key is taken. */
  keepAs(template: ScratchTemplate): Promise<void>;
  /**
   * Keeps this database itself for later runs, as it is now, instead of dropping it after the work: nothing may run
   * here any more. An old copy may be dropped for it. It is dropped as usual when the key is taken.
   */
  leaveAs(template: ScratchTemplate): Promise<void>;
}

/** A server on which databases can be created and dropped freely. */
export interface ScratchServer {
  /** `18.4`. Starts or joins the server. */
  version(): Promise<string>;
  templates(): Promise<readonly ScratchTemplate[]>;
  /**
   * Runs `work` on an empty database, or on a clone of the template with this key (an empty one, with `template:
   * undefined`, when it is gone meanwhile), and drops the database afterwards, whatever happens.
   */
  withDatabase<T>(
    template: string | undefined,
    work: (database: ScratchDatabase, template: string | undefined) => Promise<T>,
  ): Promise<T>;
  /**
   * Creates a role that revisions name, without any permission; no error if it exists. Absent if the server belongs to
   * the user, who decides which roles it has.
   */
  makeRole?(name: string): Promise<void>;
  close(): Promise<void>;
}
