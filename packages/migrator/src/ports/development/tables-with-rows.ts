/** A table by its schema and name. */
export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/** Returns those of the tables that exist and have a row. Throws what connecting throws. */
export type TablesWithRows = (tables: readonly TableName[]) => Promise<readonly TableName[]>;
