import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { type Guarded, path, rank, textOrNull } from './guarded.ts';
import type { Variant } from './variants.ts';

const KNOWN: ReadonlySet<string> = new Set(['definition', 'owner', 'comment']);

/** Functions and procedures that differ in their bodies, which are replaced, or that do not exist after every order. */
export function routineFixes(variant: Variant): readonly Guarded[] | undefined {
  const { kind, schema, name, target, others, facts } = variant;
  if (kind !== 'function' && kind !== 'procedure') return undefined;
  const forms = [target, ...others].filter((form) => form !== undefined);
  if (forms.some((form) => !Object.keys(form.facts).every((fact) => KNOWN.has(fact)))) return undefined;
  if (![...facts].every((fact) => KNOWN.has(fact))) return undefined;
  if (variant.isEverywhere && !facts.has('definition')) return [];
  const now = `(select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = ${quoteLiteral(schema)} and p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' = ${quoteLiteral(name)})`;
  if (target === undefined) {
    const open = name.indexOf('(');
    // Identity arguments include names of parameters, which DROP accepts.
    const statements = [`drop ${kind} ${path(schema, name.slice(0, open))}${name.slice(open)}`];
    return [{ phase: 'drop', rank: rank(kind), when: `${now} is not null`, statements }];
  }
  const { definition } = target.facts;
  const when = `${now} is distinct from ${textOrNull(definition)}`;
  return [{ phase: 'change', rank: rank(kind), when, statements: [String(definition).trim()] }];
}
