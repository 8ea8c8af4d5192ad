import { plainLiteral } from '../../sql/names/plain-literal.ts';
import { readLiteral } from '../../sql/names/read-literal.ts';
import { type EnumUse, renameValue } from '../../sql/text/rename-value.ts';
import { arrayText } from '../defaults/array-text.ts';
import { defaultColumn } from '../defaults/keep-defaults.ts';
import { type ArrayMember, readArray } from '../defaults/read-array.ts';
import { type ColumnEntity, enumKey, ofType, type SchemaEntity, tableOf, withFacts } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import { expressionsIn, mapExpressions } from './map-expressions.ts';
import { type Rename, same } from './rename.ts';

/**
 * The entities after a rename of an enum value: its list, defaults of columns, and expressions of tables with columns
 * of the enum, as far as their words are clear.
 */
export function replayValue(entities: readonly SchemaEntity[], rename: Rename): readonly SchemaEntity[] {
  const { schema, name, old, value } = partsOf(rename);
  const uses = enumUses(entities, TableKey.of(schema, name));
  return entities.map((entity) => {
    if (entity.type === 'enum' && same([entity.schema, entity.name], [schema, name]))
      return withFacts(entity, { values: entity.facts.values.map((it) => (it === old ? value : it)) });
    const use = uses.get(tableOf(entity));
    if (use === undefined || !mentions(entity, old)) return entity;
    const mapped = mapExpressions(entity, (sql) => renameValue(sql, use, old, value).sql);
    return mapped.type === 'column' && enumKey(mapped) === TableKey.of(schema, name)
      ? withDefault(mapped, use, old, value)
      : mapped;
  });
}

/**
 * Whether it is unclear if an entity's words mean the renamed value. It is then recreated: if two values exchange
 * names, the same text means the other one.
 */
export function isUnsure(entity: SchemaEntity, uses: EnumUses, { to, from }: Rename): boolean {
  const use = uses.get(tableOf(entity));
  if (use === undefined) return false;
  return [from[2] ?? '', to[2] ?? ''].some((value) =>
    expressionsIn(entity).some((sql) => !renameValue(sql, use, value, value).isSure),
  );
}

export type EnumUses = ReadonlyMap<TableKey | undefined, EnumUse>;

/** What tables use of an enum. */
export function enumUses(entities: readonly SchemaEntity[], type: TableKey): EnumUses {
  const uses = new Map<TableKey | undefined, EnumUse & { columns: Set<string>; arrays: Set<string> }>();
  for (const column of ofType(entities, 'column')) {
    if (enumKey(column) !== type) continue;
    const table = tableOf(column);
    const use = uses.get(table) ?? { type: type.name, columns: new Set<string>(), arrays: new Set<string>() };
    ((column.facts.dimensions ?? 0) > 0 ? use.arrays : use.columns).add(column.name);
    uses.set(table, use);
  }
  return uses;
}

function partsOf({ from: [schema = '', name = '', old = ''], to }: Rename) {
  return { schema, name, old, value: to[2] ?? old };
}

/** Most entities do not contain the word, and reading their SQL takes time. */
function mentions(entity: SchemaEntity, old: string): boolean {
  const texts = entity.type === 'column' ? [entity.facts.default ?? ''] : [];
  return [...texts, ...expressionsIn(entity)].some(
    (sql) => sql.includes("'") || sql.includes('$') || sql.includes(old),
  );
}

function withDefault(column: ColumnEntity, use: EnumUse, old: string, value: string): ColumnEntity {
  const initial = column.facts.default;
  if (initial === undefined) return column;
  const isArray = (column.facts.dimensions ?? 0) > 0;
  const members = isArray ? readArray(readLiteral(initial) ?? '', ',') : undefined;
  if (members !== undefined) {
    const renamed = (member: ArrayMember): ArrayMember =>
      Array.isArray(member) ? member.map(renamed) : member === old ? value : member;
    return withFacts(column, { default: plainLiteral(arrayText(defaultColumn(column), members.map(renamed))) });
  }
  const next = initial === plainLiteral(old) ? plainLiteral(value) : renameValue(initial, use, old, value).sql;
  return next === initial ? column : withFacts(column, { default: next });
}
