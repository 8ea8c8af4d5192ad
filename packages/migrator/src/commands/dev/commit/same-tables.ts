import type { TableName } from '../../../ports/development/tables-with-rows.ts';
import { driftBetween } from '../../../proof/drift/drift.ts';
import { ignorePatterns } from '../../../proof/drift/ignore-pattern.ts';
import type { Catalog } from '../../../schema/entity/catalog.ts';
import { TableKey } from '../../../schema/entity/table-key.ts';

/** What is on a table besides and keeps no row out. */
const HARMLESS = ['index', 'trigger', 'policy'];

/** What of a database can be copied to one that was built again. */
export interface SameTables {
  readonly built: Catalog;
  readonly live: Catalog;
  /** Tables of the live database that have rows. */
  readonly filled: readonly TableName[];
  readonly references: readonly { readonly from: TableName; readonly to: TableName }[];
}

/**
 * The filled tables that are the same in both databases, but for what the live one has besides, and whose rows refer to
 * no row that is left behind.
 */
export function sameTables({ built, live, filled, references }: SameTables): readonly TableName[] {
  const known = new Set(
    built.entities.filter(({ kind }) => kind === 'table').map(({ schema, name }) => TableKey.of(schema, name)),
  );
  const other = new Set(
    driftBetween(built, live, ignorePatterns([])).differences.flatMap(({ change, entity }) => {
      if (change === 'added' && HARMLESS.includes(entity.kind)) return [];
      return [TableKey.of(entity.schema, entity.relation === '' ? entity.name : entity.relation)];
    }),
  );
  const keyOf = ({ schema, name }: TableName): TableKey => TableKey.of(schema, name);
  const behind = new Set(filled.map(keyOf).filter((key) => !known.has(key) || other.has(key)));
  for (;;) {
    const before = behind.size;
    for (const { from, to } of references) if (behind.has(keyOf(to))) behind.add(keyOf(from));
    if (behind.size === before) return filled.filter((table) => !behind.has(keyOf(table)));
  }
}
