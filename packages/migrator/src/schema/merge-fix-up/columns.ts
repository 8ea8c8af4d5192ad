import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { type Guarded, path, rank, relation, textOrNull } from './guarded.ts';
import type { Variant } from './variants.ts';

const KNOWN: ReadonlySet<string> = new Set(['type', 'collation', 'default', 'notNull', 'comment']);

/** Types, collations, defaults and NOT NULL of columns that exist after all orders. Comments are in comments.ts. */
export function columnFixes(variant: Variant): readonly Guarded[] | undefined {
  const { target, facts, schema, relation: table, name } = variant;
  if (target === undefined || !variant.isEverywhere || [...facts].some((fact) => !KNOWN.has(fact))) return undefined;
  // Generated columns cannot be set.
  if (target.facts.generated !== undefined || target.facts.inherited !== undefined) return undefined;
  const alter = `alter table ${path(schema, table)} alter column ${path(name)}`;
  const { type, collation, default: value, notNull } = target.facts;
  const now = (expression: string): string =>
    `(select ${expression} from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attrelid = ${relation(schema, table)} and a.attname = ${quoteLiteral(name)} and not a.attisdropped)`;
  const setDefault = value === undefined ? `${alter} drop default` : `${alter} set default ${String(value)}`;
  const fixes: Guarded[] = [];
  const change = (when: string, ...statements: string[]): void => {
    fixes.push({ phase: 'change', rank: rank('column'), when, statements });
  };
  if (facts.has('type') || facts.has('collation')) {
    const collated = typeof collation === 'string' ? ` collate ${collation}` : '';
    const differs = [
      `${now('format_type(a.atttypid, a.atttypmod)')} is distinct from ${textOrNull(type)}`,
      `${now('(select case when a.attcollation <> t.typcollation then a.attcollation::regcollation::text end from pg_type t where t.oid = a.atttypid)')} is distinct from ${textOrNull(collation)}`,
    ].join(' or ');
    const using = `${alter} type ${String(type)}${collated} using ${path(name)}::${String(type)}`;
    // A default of the old type may have no cast to the new one.
    change(differs, `${alter} drop default`, using, ...(value === undefined ? [] : [setDefault]));
  }
  if (facts.has('default')) {
    change(`${now('pg_get_expr(d.adbin, d.adrelid)')} is distinct from ${textOrNull(value)}`, setDefault);
  }
  if (facts.has('notNull')) {
    const isSet = notNull === true;
    change(`${now('a.attnotnull')} is distinct from ${isSet}`, `${alter} ${isSet ? 'set' : 'drop'} not null`);
  }
  return fixes;
}
