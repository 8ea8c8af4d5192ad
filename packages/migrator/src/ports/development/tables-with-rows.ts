/** A table by its schema and name. */
export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/** Those of the tables that are there and have a row. Throws what connecting throws. */
export type TablesWithRows = (tables: readonly TableName[]) => Promise<readonly TableName[]>;
