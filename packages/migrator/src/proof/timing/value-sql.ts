import type { TypeShape } from '../../ports/proof/table-shape.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { seedValue } from '../rows/seed-values.ts';
import { sqlValue } from '../rows/sql-value.ts';

/** Wider texts are made of hashes that cannot be compressed, which takes longer. */
const COMPRESSIBLE = 1500;

/**
 * An expression of the type whose value follows from `k`, an integer expression: the same number, the same value, in
 * every table, so that foreign keys find their rows. Other numbers give other values, as far as the type has them.
 * `undefined` for types that Braid cannot write.
 *
 * @param width in bytes, of types that have one
 */
export function valueSql(type: TypeShape, k: string, width: number): string | undefined {
  const expression = unlabelled(type, k, width);
  return expression === undefined ? undefined : `(${expression})::${type.sql}`;
}

function unlabelled(type: TypeShape, k: string, width: number): string | undefined {
  if (type.kind === 'domain') {
    const base = (type.checks ?? []).length === 0 && type.of !== undefined ? unlabelled(type.of, k, width) : undefined;
    return base ?? constant(type);
  }
  if (type.kind === 'enum') {
    const labels = (type.labels ?? []).map((label) => quoteLiteral(label));
    return labels.length === 0 ? undefined : `(array[${labels.join(', ')}])[(1 + ${k} % ${labels.length})::int]`;
  }
  if (type.kind !== 'base') return constant(type);
  const make = Object.hasOwn(BASES, type.base) ? BASES[type.base] : undefined;
  return make === undefined ? constant(type) : make(k, width, type);
}

function constant(type: TypeShape): string | undefined {
  const value = seedValue(type, 0, 'typical');
  return value === undefined ? undefined : sqlValue(value, type.sql);
}

type Make = (k: string, width: number, type: TypeShape) => string;

const text: Make = (k, width, { size }) => {
  const wide = Math.max(1, Math.min(Math.round(width), size ?? Number.POSITIVE_INFINITY));
  // The number is at the end of what is short, and all of it is there.
  if (wide < 16) return `lpad(${k}::text, greatest(${wide}, length(${k}::text)), 'x')`;
  if (wide < 40) return `rpad(left(md5(${k}::text), ${wide - 10}) || ${k}::text, ${wide}, 'x')`;
  if (wide <= COMPRESSIBLE) return `rpad(md5(${k}::text) || ${k}::text, ${wide}, md5((${k} + 1)::text))`;
  return `md5(${k}::text) || (select string_agg(md5((${k} + h)::text), '') from generate_series(1, ${Math.ceil(wide / 32) - 1}) h)`;
};

const json: Make = (k, width, type) => `json_build_object('k', ${k}, 't', ${text(k, width - 16, type)})`;
const since: Make = (k) => `timestamp '2024-01-01' + ${k} * interval '1 second'`;

const BASES: Readonly<Record<string, Make>> = {
  bool: (k) => `${k} % 2 = 0`,
  int2: (k) => `1 + (${k} - 1) % 32767`,
  int4: (k) => k,
  int8: (k) => k,
  oid: (k) => k,
  float4: (k) => `${k} + 0.5`,
  float8: (k) => `${k} + 0.5`,
  numeric: (k, _, { size, scale = 0 }) =>
    size === undefined ? `${k} + 0.25` : `${k} % (10 ^ ${Math.max(0, Math.min(15, size - scale))})::int8`,
  money: (k) => `${k}::numeric % 1000000`,
  text,
  citext: text,
  varchar: text,
  bpchar: (k, _, { size = 1 }) => `lpad(right(${k}::text, ${size}), ${size}, '0')`,
  name: (k, width) => text(k, Math.min(60, width), { sql: 'name', base: 'name', kind: 'base' }),
  bytea: (k, width, type) => `convert_to(${text(k, width, type)}, 'UTF8')`,
  uuid: (k) => `md5(${k}::text)`,
  date: (k) => `date '1990-01-01' + (${k} % 20000)::int`,
  timestamp: since,
  timestamptz: since,
  json,
  jsonb: json,
};
