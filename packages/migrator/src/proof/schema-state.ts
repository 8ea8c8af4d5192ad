import type { ScratchDatabase } from '../ports/proof/scratch.ts';
import type { TableShape } from '../ports/proof/table-shape.ts';
import type { Catalog } from '../schema/entity/catalog.ts';

/** The schema of a database, as a proof needs it. */
export interface SchemaState {
  readonly catalog: Catalog;
  readonly tables: readonly TableShape[];
}

/** Reads it, which takes longer than anything else of a proof. */
export async function readSchemaState(database: ScratchDatabase): Promise<SchemaState> {
  return { catalog: await database.readCatalog(), tables: await database.readTables() };
}
