import { type Catalog, entityKey } from '../../schema/entity/catalog.ts';
import { TableKey } from '../../schema/entity/table-key.ts';
import { owningTable } from './owning-table.ts';

/**
 * A live catalog without the tables in which other tools record what they have run, and what is on them; and without
 * their schemas, where no revision makes those. What the revisions themselves make stays.
 */
export function withoutLedgers(
  expected: Catalog,
  live: Catalog,
  ledgers: readonly { readonly schema: string; readonly table: string }[],
): Catalog {
  if (ledgers.length === 0) return live;
  const known = new Set(expected.entities.map(entityKey));
  const tables = new Set(ledgers.map(({ schema, table }) => TableKey.of(schema, table)));
  const there = live.entities.filter(
    ({ kind, schema, name }) => kind === 'table' && tables.has(TableKey.of(schema, name)),
  );
  const schemas = new Set(there.map(({ schema }) => schema));
  const entities = live.entities.filter((entity) => {
    if (known.has(entityKey(entity))) return true;
    const { kind, schema, relation, name } = entity;
    if (kind === 'schema') return !schemas.has(name);
    if (tables.has(TableKey.of(schema, relation === '' ? name : relation))) return false;
    const owner = owningTable(entity);
    return owner === undefined || !tables.has(owner);
  });
  return { entities };
}
