import type { ColumnEntity } from './schema-entity.ts';

/**
 * The type of a column as PostgreSQL stores it, in parts: `numeric(10,2)[]` is name `numeric`, arguments 10 and 2, one
 * dimension.
 */
export interface ColumnType {
  /** The schema of an enum; empty for built-in types. */
  readonly schema: string;
  readonly name: string;
  readonly arguments: readonly number[];
  readonly dimensions: number;
}

const SERIALS: Readonly<Record<string, string>> = { smallserial: 'smallint', serial: 'integer', bigserial: 'bigint' };
const ALIASES: Readonly<Record<string, string>> = {
  ...SERIALS,
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  decimal: 'numeric',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  bpchar: 'char',
  character: 'char',
  'character varying': 'varchar',
  timestamptz: 'timestamp with time zone',
  timetz: 'time with time zone',
};

export function columnType(column: ColumnEntity): ColumnType {
  const { type: text, typeSchema: schema = '', dimensions = 0 } = column.facts;
  const match = schema === '' ? /^([^(]*)(?:\(([^)]*)\))?(.*)$/.exec(text) : null;
  const base = match === null ? text : `${match[1]?.trim() ?? ''} ${match[3]?.trim() ?? ''}`.trim().toLowerCase();
  return {
    schema,
    name: schema === '' ? (ALIASES[base] ?? base) : base,
    arguments: (match?.[2] ?? '')
      .split(',')
      .filter((part) => part.trim() !== '')
      .map(Number),
    dimensions,
  };
}

/** The integer type behind `serial` and its kin; `undefined` for every other type. */
export function serialBase(column: ColumnEntity): string | undefined {
  return SERIALS[column.facts.type];
}

/**
 * How much two types differ: `arguments` only in length or precision, so that PostgreSQL itself adapts what depends on
 * them.
 */
export function typeChange(before: ColumnEntity, after: ColumnEntity): 'none' | 'arguments' | 'other' {
  const a = columnType(before);
  const b = columnType(after);
  if (a.name !== b.name || a.schema !== b.schema || a.dimensions !== b.dimensions) return 'other';
  return a.arguments.join() === b.arguments.join() ? 'none' : 'arguments';
}
