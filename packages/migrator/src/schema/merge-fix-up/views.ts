import { withoutSemicolon } from '../../sql/text/without-semicolon.ts';
import type { CatalogEntity } from '../entity/catalog.ts';
import { type Guarded, path, rank, relation, textOrNull } from './guarded.ts';
import type { Variant } from './variants.ts';

/**
 * Views that are defined differently, or do not exist after every order: dropped if they are wrong, and created again.
 */
export function viewFixes(variant: Variant): readonly Guarded[] | undefined {
  const { kind, schema, name, target, others, facts } = variant;
  if (kind !== 'view' && kind !== 'materialized view') return undefined;
  const known = new Set(['definition', 'columnOrder', 'options', 'owner', 'comment']);
  const forms = [target, ...others].filter((form) => form !== undefined);
  if (forms.some((form) => !Object.keys(form.facts).every((fact) => known.has(fact)))) return undefined;
  if (![...facts].every((fact) => known.has(fact))) return undefined;
  if (variant.isEverywhere && !facts.has('definition') && !facts.has('options')) return [];
  const oid = relation(schema, name);
  const now = `(select pg_get_viewdef(c.oid) || coalesce((select string_agg(o, ',' order by o collate "C") from unnest(c.reloptions) o), '') from pg_class c where c.oid = ${oid})`;
  const when = target === undefined ? `${oid} is not null` : `${now} <> ${textOrNull(wholeText(target.facts))}`;
  const drop: Guarded = { phase: 'drop', rank: rank(kind), when, statements: [`drop ${kind} ${path(schema, name)}`] };
  if (target === undefined) return [drop];
  const options = optionsOf(target.facts);
  const create = `create ${kind} ${path(schema, name)}${options.length === 0 ? '' : ` with (${options.join(', ')})`} as ${withoutSemicolon(String(target.facts.definition).trimStart())}`;
  const made: Guarded = { phase: 'create', rank: rank(kind), when: `${oid} is null`, statements: [create] };
  return others.some((form) => form !== undefined) ? [drop, made] : [made];
}

function optionsOf(facts: CatalogEntity['facts']): readonly string[] {
  const { options } = facts;
  return Array.isArray(options) ? options.map(String) : [];
}

function wholeText(facts: CatalogEntity['facts']): string {
  return `${String(facts.definition ?? '')}${optionsOf(facts).join(',')}`;
}
