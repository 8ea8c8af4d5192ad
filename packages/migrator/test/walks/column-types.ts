import type { ColumnModel, EnumModel, Model } from './model.ts';

interface ColumnKind {
  readonly drizzle: string;
  readonly sql: string;
  /** JavaScript, and what PostgreSQL has to make of it. */
  readonly defaults: readonly (readonly [js: string, sql: string])[];
  /** A value for each row, all different. */
  value(row: number): string;
  /** Types that its values can become and come back from. */
  readonly becomes: readonly string[];
}

/** Column types with what a change of them may lead to. */
const KINDS: Readonly<Record<string, ColumnKind>> = {
  smallint: {
    drizzle: 'p.smallint(~)',
    sql: 'smallint',
    defaults: [['3', '3']],
    value: String,
    becomes: ['integer', 'bigint'],
  },
  integer: {
    drizzle: 'p.integer(~)',
    sql: 'integer',
    defaults: [
      ['7', '7'],
      ['-1', '-1'],
    ],
    value: String,
    becomes: ['bigint', 'text', 'numeric(12,2)'],
  },
  bigint: {
    drizzle: "p.bigint(~, { mode: 'number' })",
    sql: 'bigint',
    defaults: [['5', '5']],
    value: String,
    becomes: ['numeric(30,0)', 'text'],
  },
  'numeric(12,2)': {
    drizzle: 'p.numeric(~, { precision: 12, scale: 2 })',
    sql: 'numeric(12,2)',
    defaults: [["'1.50'", "'1.50'"]],
    value: (row) => `${row}.25`,
    becomes: ['numeric(16,4)', 'text'],
  },
  'numeric(16,4)': {
    drizzle: 'p.numeric(~, { precision: 16, scale: 4 })',
    sql: 'numeric(16,4)',
    defaults: [["'2.0001'", "'2.0001'"]],
    value: (row) => `${row}.2500`,
    becomes: ['text'],
  },
  'numeric(30,0)': {
    drizzle: 'p.numeric(~, { precision: 30, scale: 0 })',
    sql: 'numeric(30,0)',
    defaults: [],
    value: String,
    becomes: ['text'],
  },
  double: {
    drizzle: 'p.doublePrecision(~)',
    sql: 'double precision',
    defaults: [['0.5', '0.5']],
    value: (row) => `${row}.5`,
    becomes: ['text'],
  },
  boolean: {
    drizzle: 'p.boolean(~)',
    sql: 'boolean',
    defaults: [['true', 'true']],
    value: (row) => String(row % 2 === 0),
    becomes: ['text'],
  },
  text: {
    drizzle: 'p.text(~)',
    sql: 'text',
    defaults: [
      [String.raw`"it's \\ $1"`, String.raw`'it''s \ $1'`],
      ["''", "''"],
    ],
    value: (row) => `'text ${row}'`,
    becomes: ['varchar(80)'],
  },
  'varchar(20)': {
    drizzle: 'p.varchar(~, { length: 20 })',
    sql: 'character varying(20)',
    defaults: [["'short'", "'short'"]],
    value: (row) => `'v${row}'`,
    becomes: ['varchar(80)', 'text'],
  },
  'varchar(80)': {
    drizzle: 'p.varchar(~, { length: 80 })',
    sql: 'character varying(80)',
    defaults: [["'short'", "'short'"]],
    value: (row) => `'long ${row}'`,
    becomes: ['text'],
  },
  uuid: {
    drizzle: 'p.uuid(~)',
    sql: 'uuid',
    defaults: [['~sql`gen_random_uuid()`', 'gen_random_uuid()']],
    value: (row) => `'00000000-0000-4000-8000-00000000000${row}'`,
    becomes: ['text'],
  },
  date: {
    drizzle: 'p.date(~)',
    sql: 'date',
    defaults: [["'2026-02-03'", "'2026-02-03'"]],
    value: (row) => `'2026-01-0${row}'`,
    becomes: ['timestamp', 'text'],
  },
  timestamp: {
    drizzle: "p.timestamp(~, { mode: 'string' })",
    sql: 'timestamp without time zone',
    defaults: [['~sql`now()`', 'now()']],
    value: (row) => `'2026-01-0${row} 10:00:00'`,
    becomes: ['timestamptz', 'text'],
  },
  timestamptz: {
    drizzle: "p.timestamp(~, { mode: 'string', withTimezone: true })",
    sql: 'timestamp with time zone',
    defaults: [['~sql`now()`', 'now()']],
    value: (row) => `'2026-01-0${row} 10:00:00+00'`,
    becomes: [],
  },
  jsonb: {
    drizzle: 'p.jsonb(~)',
    sql: 'jsonb',
    defaults: [
      [`{ a: [1, null, "q'"] }`, `'{"a": [1, null, "q''"]}'`],
      ['[]', "'[]'"],
    ],
    value: (row) => `'{"row": ${row}}'`,
    becomes: ['text'],
  },
};

/** Those that a new column may have. */
export const TYPE_NAMES: readonly string[] = Object.keys(KINDS);

function enumOf({ enums }: Model, type: number): EnumModel {
  const found = enums.find(({ key }) => key === type);
  if (found === undefined) throw new Error(`no enum ${type}`);
  return found;
}

function kindOf(type: string): ColumnKind {
  const kind = KINDS[type];
  if (kind === undefined) throw new Error(`no type ${type}`);
  return kind;
}

export function becomes({ type, isArray }: ColumnModel): readonly string[] {
  return isArray ? [] : typeof type === 'number' ? ['text'] : kindOf(type).becomes;
}

/** How many defaults a column can have. */
export function defaultsOf({ type }: ColumnModel): number {
  return typeof type === 'number' ? 1 : kindOf(type).defaults.length;
}

export function isText({ type, isArray }: ColumnModel): boolean {
  return !isArray && typeof type === 'string' && (type === 'text' || type.startsWith('varchar'));
}

export function isInteger({ type, isArray }: ColumnModel): boolean {
  return !isArray && typeof type === 'string' && ['smallint', 'integer', 'bigint'].includes(type);
}

/** The type in a schema file, with the column's name in it. */
export function drizzleType(column: ColumnModel, name: string): string {
  if (typeof column.type === 'number') return `e${column.type}(${name})`;
  return kindOf(column.type).drizzle.replace('~', name);
}

export function sqlType(model: Model, { type, isArray }: ColumnModel): string {
  const name = typeof type === 'number' ? quoted(enumOf(model, type).name) : kindOf(type).sql;
  return isArray ? `${name}[]` : name;
}

/** JavaScript for `.default(…)`. */
export function drizzleDefault(model: Model, { type, isArray, initial = 0 }: ColumnModel): string {
  if (isArray) return '[]';
  if (typeof type === 'number') return JSON.stringify(enumOf(model, type).values[0]?.text);
  const [js = ''] = kindOf(type).defaults[initial % kindOf(type).defaults.length] ?? [];
  return js.startsWith('~') ? js.slice(1) : js;
}

export function sqlDefault(model: Model, { type, isArray, initial = 0 }: ColumnModel): string {
  // As `like` and casts see it: with the precision.
  if (isArray) return `'{}'::${sqlType(model, { ...EMPTY, type, isArray })}`;
  if (typeof type === 'number') return literal(enumOf(model, type).values[0]?.text ?? '');
  return kindOf(type).defaults[initial % kindOf(type).defaults.length]?.[1] ?? '';
}

/** A value that an insert writes. */
export function insertedValue(model: Model, { type, isArray }: ColumnModel, row: number): string {
  const values = typeof type === 'number' ? enumOf(model, type).values : [];
  const one = typeof type === 'number' ? literal(values[row % values.length]?.text ?? '') : kindOf(type).value(row);
  return isArray ? `array[${one}]::${sqlType(model, { ...EMPTY, type, isArray })}` : one;
}

/** The values of a column as text that stays when values of its enum are renamed. */
export function keptText(model: Model, { type, isArray, name }: ColumnModel): string {
  const column = quoted(name);
  if (typeof type !== 'number') return `${column}::text`;
  const keys = enumOf(model, type).values.map(({ key, text }) => `when ${literal(text)} then '${key}'`);
  const keyOf = (value: string): string => `case ${value}::text ${keys.join(' ')} end`;
  return isArray ? `(select array_agg(${keyOf('u')}) from unnest(${column}) u)::text` : keyOf(column);
}

const EMPTY: ColumnModel = {
  key: 0,
  name: '',
  type: 'text',
  isArray: false,
  notNull: false,
  initial: undefined,
  computed: undefined,
};

export function quoted(name: string): string {
  return `"${name}"`;
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
