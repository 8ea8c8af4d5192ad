import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import type { Catalog, CatalogEntity } from '../entity/catalog.ts';
import { TableKey } from '../entity/table-key.ts';
import { type Guarded, path, rank } from './guarded.ts';
import type { Variant } from './variants.ts';

/**
 * An enum with other labels, or in another order: PostgreSQL cannot move a label, so the type is recreated and its
 * columns are converted. `aside` is a temporary name for the old type. If something else depends on the type (a view,
 * check or function), it fails, and the proof reports that.
 */
export function enumFixes(variant: Variant, target: Catalog, aside: string): readonly Guarded[] | undefined {
  const { kind, schema, name, facts } = variant;
  if (kind !== 'enum' || !variant.isEverywhere || variant.target === undefined) return undefined;
  if ([...facts].some((fact) => fact !== 'values' && fact !== 'comment')) return undefined;
  if (!facts.has('values')) return [];
  const { values } = variant.target.facts;
  const labels = Array.isArray(values) ? values.map(String) : [];
  const now = `(select coalesce(array_agg(e.enumlabel::text order by e.enumsortorder), '{}') from pg_enum e join pg_type t on t.oid = e.enumtypid join pg_namespace n on n.oid = t.typnamespace where n.nspname = ${quoteLiteral(schema)} and t.typname = ${quoteLiteral(name)})`;
  const list = labels.map((label) => quoteLiteral(label)).join(', ');
  const printed = typeName(schema, name);
  const statements = [
    `alter type ${path(schema, name)} rename to ${path(aside)}`,
    `create type ${path(schema, name)} as enum (${list})`,
    ...columnsOf(target, printed).flatMap((column) => moveColumn(column)),
    `drop type ${path(schema, aside)}`,
  ];
  return [{ phase: 'change', rank: rank('enum'), when: `${now} <> array[${list}]::text[]`, statements }];
}

/** The type as `format_type` prints it with an empty search path: quoted only if necessary. */
function typeName(schema: string, name: string): (type: string) => boolean {
  const word = (text: string) => [text, path(text)];
  const names = word(schema).flatMap((first) => word(name).map((second) => `${first}.${second}`));
  return (type) => names.some((it) => type === it || (type.startsWith(it) && /^(\[\])+$/.test(type.slice(it.length))));
}

/** Columns of tables with the type or an array of it; partitions and inheriting tables follow their parent. */
function columnsOf({ entities }: Catalog, isType: (type: string) => boolean): readonly CatalogEntity[] {
  const tables = new Set(
    entities.filter(({ kind }) => kind === 'table').map(({ schema, name }) => TableKey.of(schema, name)),
  );
  return entities.filter(
    ({ kind, schema, relation, facts }) =>
      kind === 'column' &&
      facts.inherited === undefined &&
      tables.has(TableKey.of(schema, relation)) &&
      isType(String(facts.type)),
  );
}

function moveColumn({ schema, relation, name, facts }: CatalogEntity): readonly string[] {
  const alter = `alter table ${path(schema, relation)} alter column ${path(name)}`;
  const type = String(facts.type);
  // Converts text to the new labels, and arrays likewise.
  const text = type.endsWith('[]') ? 'text[]' : 'text';
  const move = `${alter} type ${type} using ${path(name)}::${text}::${type}`;
  if (facts.default === undefined) return [move];
  return [`${alter} drop default`, move, `${alter} set default ${String(facts.default)}`];
}
