import { type Guarded, path, rank, relation } from './guarded.ts';
import type { Variant } from './variants.ts';

const SECURITY: Readonly<Record<string, readonly string[]>> = {
  none: ['disable row level security', 'no force row level security'],
  enabled: ['enable row level security', 'no force row level security'],
  forced: ['disable row level security', 'force row level security'],
  'enabled and forced': ['enable row level security', 'force row level security'],
};

/** Row security of tables that exist after every order. */
export function tableFixes(variant: Variant): readonly Guarded[] | undefined {
  const { kind, schema, name, target, facts } = variant;
  if (kind !== 'table' || target === undefined || !variant.isEverywhere) return undefined;
  if ([...facts].some((fact) => !['rowSecurity', 'comment', 'privileges'].includes(fact))) return undefined;
  if (!facts.has('rowSecurity')) return [];
  const wanted = String(target.facts.rowSecurity ?? 'none');
  const statements = (SECURITY[wanted] ?? []).map((what) => `alter table ${path(schema, name)} ${what}`);
  const isOn = wanted.startsWith('enabled');
  const isForced = wanted.endsWith('forced');
  const when = `exists (select from pg_class c where c.oid = ${relation(schema, name)} and (c.relrowsecurity, c.relforcerowsecurity) <> (${isOn}, ${isForced}))`;
  return [{ phase: 'change', rank: rank('table'), when, statements }];
}

/** Parameters of sequences that exist after every order; their positions stay. */
export function sequenceFixes(variant: Variant): readonly Guarded[] | undefined {
  const { kind, schema, name, target, facts } = variant;
  if (kind !== 'sequence' || target === undefined || !variant.isEverywhere) return undefined;
  const known = ['type', 'start', 'increment', 'min', 'max', 'cache', 'cycle', 'comment', 'privileges'];
  if ([...facts].some((fact) => !known.includes(fact))) return undefined;
  const { type, start, increment, min, max, cache, cycle } = target.facts;
  const when = `exists (select from pg_sequence s where s.seqrelid = ${relation(schema, name)} and (s.seqtypid, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle) <> ('${String(type)}'::regtype, ${String(start)}, ${String(increment)}, ${String(min)}, ${String(max)}, ${String(cache)}, ${cycle === true}))`;
  const sql = `alter sequence ${path(schema, name)} as ${String(type)} increment by ${String(increment)} minvalue ${String(min)} maxvalue ${String(max)} start with ${String(start)} cache ${String(cache)}${cycle === true ? '' : ' no'} cycle`;
  if (![...facts].some((fact) => fact !== 'comment' && fact !== 'privileges')) return [];
  return [{ phase: 'change', rank: rank('sequence'), when, statements: [sql] }];
}
