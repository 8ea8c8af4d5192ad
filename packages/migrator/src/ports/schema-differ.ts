import type { Slice } from '../revision/slice.ts';
import type { SchemaEntity } from '../schema/entity/schema-entity.ts';
import type { Rename } from '../schema/rename/rename.ts';

/** What the schema file of one slice declares now. */
export interface LoadedSchema {
  readonly slice: string;
  /** The slice's own entities, columns in the order of their declaration. */
  readonly entities: readonly SchemaEntity[];
  /** PostgreSQL schemas and roles that it says exist already (`pgSchema('x').existing()`), which nobody creates. */
  readonly existing: readonly string[];
}

/** Two states of a database and how to name what went from one to the other. */
export interface SchemaChange {
  readonly before: readonly SchemaEntity[];
  readonly after: readonly SchemaEntity[];
  /** Where the states speak different names; all else that is new is created, all else that is gone is dropped. */
  readonly renames?: readonly Rename[];
}

/** A column, by the names that it has in the database. */
export interface ColumnPlace {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
}

/** A default that the database does not return as the schema has it; both values as people read them. */
export interface DefaultDifference {
  /** `app.orders.state`, without `public.`. */
  readonly column: string;
  readonly wanted: string;
  readonly stored: string;
}

/**
 * Runs one statement and gives its rows as lists, with times, dates and intervals as the texts that drizzle-orm's
 * driver for pg takes them for.
 */
export type RowQuery = (sql: string, parameters: readonly unknown[]) => Promise<readonly (readonly unknown[])[]>;

/** Reads Drizzle schemas and generates the SQL that leads from one state to another. Both happen in another thread. */
export interface SchemaDiffer {
  /** Begins to load: the next `load` of these slices takes what comes of it. Asked for none, it gets ready. */
  prepare?(slices: readonly Slice[], others?: readonly Slice[]): void;
  /**
   * Loads the schema files of these slices afresh. Throws a `SchemaFileError` or `SchemaOwnershipError` for the first
   * fault.
   *
   * @param others slices whose packages they may import
   */
  load(slices: readonly Slice[], others?: readonly Slice[]): Promise<readonly LoadedSchema[]>;
  /**
   * The workspace's own files that the last load read, relative to its root; those of the one before, where it failed.
   */
  files?(): readonly string[];
  /** One statement each, without the closing semicolon, as drizzle-kit writes them. */
  statements(change: SchemaChange): Promise<readonly string[]>;
  /**
   * Writes a row of defaults into the tables of these columns and reads it back through Drizzle; those whose value is
   * not the one of the schema file that was loaded last. Columns without a default that is a value are left out.
   * Nothing stays in the database.
   *
   * @param query on a database that nobody else uses meanwhile, outside a transaction
   */
  judgeDefaults(columns: readonly ColumnPlace[], query: RowQuery): Promise<readonly DefaultDifference[]>;
}
