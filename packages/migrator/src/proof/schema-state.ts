import type { TableShape } from '../ports/proof/table-shape.ts';
import type { Catalog } from '../schema/entity/catalog.ts';

/** The schema of a database, as a proof needs it. To read it takes longer than anything else of a proof. */
export interface SchemaState {
  readonly catalog: Catalog;
  readonly tables: readonly TableShape[];
}
