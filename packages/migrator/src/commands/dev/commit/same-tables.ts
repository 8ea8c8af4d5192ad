import type { TableName } from '../../../ports/development/tables-with-rows.ts';
import { driftBetween } from '../../../proof/drift/drift.ts';
import { ignorePatterns } from '../../../proof/drift/ignore-pattern.ts';
import type { Catalog } from '../../../schema/entity/catalog.ts';
import { TableKey } from '../../../schema/entity/table-key.ts';

/** Kinds of objects that a table may have in addition, because they do not constrain its rows. */
const HARMLESS = ['index', 'trigger', 'policy'];

/** Facts that decide which tables can be copied into the rebuilt database. */
export interface SameTables {
  readonly built: Catalog;
  readonly live: Catalog;
  /** Tables of the live database that have rows. */
  readonly filled: readonly TableName[];
  readonly references: readonly { readonly from: TableName; readonly to: TableName }[];
}

/**
 * The tables with rows that are the same in both databases (the live one may have more indexes, triggers and policies),
 * without those that refer to a table that is not copied.
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
