import { child, names, type SqlNode } from '../../sql-objects/sql-node.ts';
import type { LintCatalog } from '../catalog/lint-catalog.ts';
import { type TypeRef, typeRef } from '../catalog/type-ref.ts';

/**
 * What another type means for the rows: `free` leaves them as they are, `rewrite` writes all of them again, `time-zone`
 * does so unless the session's TimeZone is UTC.
 */
export type TypeChange = 'free' | 'rewrite' | 'time-zone';

/** Casts without a function between types that are stored alike, to a target without a length. From pg_cast. */
const STORED_ALIKE: ReadonlySet<string> = new Set([
  ...['varchar text', 'text varchar', 'citext text', 'citext varchar', 'text citext', 'varchar citext'],
  ...['cidr inet', 'xml text', 'xml varchar', 'bit varbit', 'varbit bit', 'int4 oid', 'oid int4'],
  ...['oid regclass', 'regclass oid', 'oid regproc', 'oid regtype', 'int4 regclass', 'regclass int4'],
]);

/** Types of which a longer one, or one without a length, takes every value as it is. */
const WIDENED: ReadonlySet<string> = new Set(['varchar', 'varbit', 'timestamp', 'timestamptz', 'time', 'timetz']);
/** Those whose length is that of fractions of seconds, six at most and when nothing is said. */
const TIMES: ReadonlySet<string> = new Set(['timestamp', 'timestamptz', 'time', 'timetz', 'interval']);

/** From `ATColumnChangeRequiresRewrite` in PostgreSQL's tablecmds.c and the casts of the catalog. */
export function typeChange(
  catalog: LintCatalog,
  from: TypeRef,
  to: TypeRef,
  using?: { readonly expression: SqlNode; readonly column: string },
): TypeChange {
  const casts = using === undefined ? [] : castsOf(using.expression, using.column);
  // Any other expression is computed for every row.
  if (casts === undefined) return 'rewrite';
  let change: TypeChange = 'free';
  let at = from;
  for (const next of [...casts, to]) {
    const step = oneCast(catalog, at, next);
    if (step === 'rewrite') return step;
    if (step === 'time-zone') change = step;
    at = next;
  }
  return change;
}

/** The casts around a column, the inner first; `undefined` for any other expression. */
function castsOf(expression: SqlNode, column: string): readonly TypeRef[] | undefined {
  if ('ColumnRef' in expression) {
    return names(child(expression, 'ColumnRef'), 'fields').at(-1) === column ? [] : undefined;
  }
  if (!('TypeCast' in expression)) return undefined;
  const cast = child(expression, 'TypeCast');
  const inner = castsOf(child(cast, 'arg'), column);
  return inner === undefined ? undefined : [...inner, typeRef(child(cast, 'typeName'))];
}

function oneCast(catalog: LintCatalog, given: TypeRef, wanted: TypeRef): TypeChange {
  if (catalog.isChecked(wanted) && !isSameType(given, wanted)) return 'rewrite';
  // A column of a domain has no length of its own: any length is checked row by row.
  const isDomain = catalog.type(given)?.kind === 'domain' && !isSameType(given, wanted);
  const base = catalog.baseOf(given);
  const [from, to] = [isDomain ? { ...base, sizes: [] } : base, catalog.baseOf(wanted)];
  if (isSameType(from, to) && String(from.sizes) === String(to.sizes)) return 'free';
  if (from.isArray || to.isArray) return 'rewrite';
  if (from.name === to.name) return isWidened(from, to) ? 'free' : 'rewrite';
  const pair = `${from.name} ${to.name}`;
  if (pair === 'timestamp timestamptz' || pair === 'timestamptz timestamp') {
    return isWidened({ ...from, name: to.name }, to) ? 'time-zone' : 'rewrite';
  }
  return STORED_ALIKE.has(pair) && to.sizes.length === 0 ? 'free' : 'rewrite';
}

function isSameType(a: TypeRef, b: TypeRef): boolean {
  return a.name === b.name && a.isArray === b.isArray && (a.schema === b.schema || a.schema === '' || b.schema === '');
}

/** Whether a type takes every value of the same type with other sizes. */
function isWidened(from: TypeRef, to: TypeRef): boolean {
  if (to.sizes.length === 0) return WIDENED.has(to.name) || to.name === 'numeric' || to.name === 'interval';
  if (to.name === 'numeric') {
    const [precision = 0, scale = 0] = from.sizes;
    const [most = 0, digits = 0] = to.sizes;
    return from.sizes.length > 0 && digits === scale && most >= precision;
  }
  if (!WIDENED.has(to.name)) return false;
  const whole = TIMES.has(to.name) ? 6 : Number.POSITIVE_INFINITY;
  return (to.sizes[0] ?? 0) >= (from.sizes[0] ?? whole);
}

const INTEGERS = ['int2', 'int4', 'int8'];
const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar', 'bpchar', 'citext']);
const LESS: ReadonlySet<string> = new Set([
  ...['float8 float4', 'numeric float4', 'numeric float8', 'float8 int8', 'float8 int4', 'float4 int4'],
  ...['timestamptz date', 'timestamp date', 'timestamp time', 'timestamptz time', 'timestamptz timestamp'],
]);

/** Whether there are values of the one type that the other does not take, or takes with less in them. */
export function isNarrower(from: TypeRef, to: TypeRef): boolean {
  if (from.isArray || to.isArray || from.schema !== '' || to.schema !== '') return false;
  const [a, b] = [INTEGERS.indexOf(from.name), INTEGERS.indexOf(to.name)];
  if (a >= 0 && b >= 0) return b < a;
  if (from.name === 'numeric' && b >= 0) return true;
  if (TEXTS.has(from.name) && TEXTS.has(to.name)) {
    return to.sizes.length > 0 && (from.sizes[0] ?? Number.POSITIVE_INFINITY) > (to.sizes[0] ?? 0);
  }
  if (from.name === 'numeric' && to.name === 'numeric') {
    const [precision = Number.POSITIVE_INFINITY, scale = 0] = from.sizes;
    const [most = Number.POSITIVE_INFINITY, digits = 0] = to.sizes;
    return to.sizes.length > 0 && (digits < scale || most - digits < precision - scale || from.sizes.length === 0);
  }
  return LESS.has(`${from.name} ${to.name}`);
}
