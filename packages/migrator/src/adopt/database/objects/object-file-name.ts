import type { CatalogEntity } from '../../../schema/entity/catalog.ts';
import { sliceLabel } from '../split/group-tables.ts';

/** The name of the file in `sql/` that declares a thing, without its ending: what is on a table is in the table's. */
export function objectFileName({ kind, schema, relation, name }: CatalogEntity): string {
  const of = relation === '' ? name.replace(/\(.*$/s, '') : relation;
  const isSchema = kind === 'schema' || schema === '' || schema === 'public';
  return sliceLabel(isSchema ? of : `${schema}-${of}`);
}
