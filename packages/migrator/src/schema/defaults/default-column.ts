/** What writing the default of a column needs to know, for any version of Drizzle. */
export interface DefaultColumn {
  /** PostgreSQL's name without `[]`: `numeric(10,2)`, `timestamp(3) with time zone`; for an enum its bare name. */
  readonly type: string;
  readonly isEnum: boolean;
  /** 0 for a single value, 2 for `integer[][]`. */
  readonly dimensions: number;
}

/** Types whose literals are written in the same way. */
export type Family =
  | 'integer'
  | 'float'
  | 'boolean'
  | 'json'
  | 'jsonb'
  | 'date'
  | 'timestamp'
  | 'timestamptz'
  | 'timetz'
  | 'interval'
  | 'bytea'
  | 'point'
  | 'line'
  | 'geometry'
  | 'vector'
  | 'text';

const FAMILIES: Readonly<Record<string, Family>> = {
  smallint: 'integer',
  integer: 'integer',
  bigint: 'integer',
  int: 'integer',
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  real: 'float',
  float4: 'float',
  float8: 'float',
  double: 'float',
  'double precision': 'float',
  boolean: 'boolean',
  bool: 'boolean',
  json: 'json',
  jsonb: 'jsonb',
  date: 'date',
  timestamp: 'timestamp',
  'timestamp without time zone': 'timestamp',
  timestamptz: 'timestamptz',
  'timestamp with time zone': 'timestamptz',
  timetz: 'timetz',
  'time with time zone': 'timetz',
  bytea: 'bytea',
  point: 'point',
  line: 'line',
  geometry: 'geometry',
  geography: 'geometry',
  vector: 'vector',
  halfvec: 'vector',
};

/** The family of a column's type; `text` for all whose literals are plain quoted strings. */
export function familyOf({ type, isEnum }: DefaultColumn): Family {
  if (isEnum) return 'text';
  const name = type
    .replace(/\([^)]*\)/g, ' ')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
  return FAMILIES[name] ?? (name.startsWith('interval') ? 'interval' : 'text');
}

/** The separator of array members, `typdelim` in PostgreSQL's catalog: a comma except for these types. */
export function delimiterOf({ type, isEnum }: DefaultColumn): string {
  if (isEnum) return ',';
  if (/^box\b/i.test(type)) return ';';
  return /^(?:geometry|geography)\b/i.test(type) ? ':' : ',';
}
