import * as p from 'drizzle-orm/pg-core';
import fc from 'fast-check';

export const mood = p.pgEnum('mood', ['calm', "it's", 'null', 'a b', '{x}', 'back\\slash', '"', ' sp ', 'a,b']);

const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'C:\\tmp',
      'NULL',
      'null',
      ' sp ',
      '{x}',
      '$1',
      '$$',
      "'",
      "''",
      "E'",
      '"',
      '\\',
      '\r\n',
      '',
      'true',
      '-- x',
      '/*',
      ';',
    ),
  )
  .filter((it) => !/\0|\p{Surrogate}/u.test(it));
const cleanJson = fc.jsonValue({ stringUnit: 'grapheme' }).map((it): unknown => JSON.parse(JSON.stringify(it)));
const noNul = (it: unknown): boolean => !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(it) ?? '');
const json = cleanJson.filter((it) => it !== null && noNul(it));
const int = (bits: number) => fc.bigInt({ min: -(2n ** BigInt(bits - 1)), max: 2n ** BigInt(bits - 1) - 1n });
const double = fc.double({ noNaN: false }).map((it) => (Object.is(it, -0) ? 0 : it));
const float = fc.float({ noNaN: false }).map((it) => (Object.is(it, -0) ? 0 : it));
const date = fc.date({
  min: new Date('1000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});
const day = date.map((it) => it.toISOString().slice(0, 10));
const digits = fc.tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 18n - 1n })).map(([minus, all]) => {
  const padded = all.toString().padStart(3, '0');
  return `${minus && all !== 0n ? '-' : ''}${padded.slice(0, -2)}.${padded.slice(-2)}`;
});
const bits = fc.array(fc.constantFrom('0', '1'), { minLength: 5, maxLength: 5 }).map((all) => all.join(''));
const inet = fc.oneof(
  fc.ipV4(),
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 31 })).map(([ip, mask]) => `${ip}/${mask}`),
);
const coordinate = fc.double({ noNaN: true, noDefaultInfinity: true }).map((it) => (Object.is(it, -0) ? 0 : it));
const mac = fc
  .uint8Array({ minLength: 6, maxLength: 6 })
  .map((all) => [...all].map((it) => it.toString(16).padStart(2, '0')).join(':'));
const time = fc.integer({ min: 0, max: 86_399 }).map((it) => new Date(it * 1000).toISOString().slice(11, 19));
const interval = fc
  .tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 }), time)
  .map(([months, days, clock]) => `${months} mons ${days} days ${clock}`);

/** Its `toDriver` writes backwards, so that a value that was not sent through it shows. */
const backwards = p.customType<{ data: { readonly text: string }; driverData: string }>({
  dataType: () => 'text',
  toDriver: ({ text: it }) => [...it].reverse().join(''),
  fromDriver: (it) => ({ text: [...it].reverse().join('') }),
});
const bytes = p.customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const list = p.customType<{ data: readonly string[]; driverData: string }>({
  dataType: () => 'text',
  toDriver: (it) => it.join('\u241f'),
  fromDriver: (it) => it.split('\u241f'),
});

const listOf = <T>(member: fc.Arbitrary<T>) => fc.array(member, { maxLength: 4 });
/** Two rows of the same length. */
const grid = <T>(member: fc.Arbitrary<T>) =>
  fc
    .integer({ min: 1, max: 3 })
    .chain((length) => fc.tuple(...[0, 1].map(() => fc.array(member, { minLength: length, maxLength: length }))));
const moods = fc.constantFrom(...mood.enumValues);
const xy = fc.record({ x: coordinate, y: coordinate }, { noNullPrototype: true });
const plain = text.filter((it) => [...it].length > 0);

/** A table with a default of each type that can have one. */
export const randomColumns = fc.record({
  text: text.map((it) => p.text().default(it)),
  texts: listOf(text).map((it) => p.text().array().default(it)),
  grid: grid(text).map((it) => p.text().array('[][]').default(it)),
  varchar: text.map((it) => p.varchar({ length: 9999 }).default(it)),
  enum: moods.map((it) => mood().default(it)),
  enums: listOf(moods).map((it) => mood().array().default(it)),
  jsonb: json.map((it) => p.jsonb().default(it)),
  jsonbs: listOf(json).map((it) => p.jsonb().array().default(it)),
  json: json.map((it) => p.json().default(it)),
  smallint: int(16).map((it) => p.smallint().default(Number(it))),
  integer: int(32).map((it) => p.integer().default(Number(it))),
  integers: listOf(int(32)).map((it) => p.integer().array().default(it.map(Number))),
  bigint: int(64).map((it) => p.bigint({ mode: 'bigint' }).default(it)),
  bigints: listOf(int(64)).map((it) => p.bigint({ mode: 'bigint' }).array().default(it)),
  digits: int(64).map((it) => p.bigint({ mode: 'string' }).default(String(it))),
  numeric: digits.map((it) => p.numeric({ precision: 20, scale: 2 }).default(it)),
  numerics: listOf(digits).map((it) => p.numeric({ precision: 20, scale: 2 }).array().default(it)),
  numericNumber: double.map((it) => p.numeric({ mode: 'number' }).default(it)),
  numericBigint: int(64).map((it) => p.numeric({ mode: 'bigint' }).default(it)),
  real: float.map((it) => p.real().default(it)),
  double: double.map((it) => p.doublePrecision().default(it)),
  doubles: listOf(double).map((it) => p.doublePrecision().array().default(it)),
  boolean: fc.boolean().map((it) => p.boolean().default(it)),
  booleans: listOf(fc.boolean()).map((it) => p.boolean().array().default(it)),
  date: day.map((it) => p.date().default(it)),
  dateObject: day.map((it) => p.date({ mode: 'date' }).default(new Date(it))),
  timestamp: date.map((it) => p.timestamp().default(it)),
  timestamps: listOf(date).map((it) => p.timestamp().array().default(it)),
  timestamptz: date.map((it) => p.timestamp({ withTimezone: true }).default(it)),
  timestamptzs: listOf(date).map((it) => p.timestamp({ withTimezone: true }).array().default(it)),
  timestampText: date.map((it) => p.timestamp({ mode: 'string', withTimezone: true }).default(it.toISOString())),
  time: time.map((it) => p.time().default(it)),
  timetz: time.map((it) => p.time({ withTimezone: true }).default(`${it}+00`)),
  interval: interval.map((it) => p.interval().default(it)),
  intervals: listOf(interval).map((it) => p.interval().array().default(it)),
  uuid: fc.uuid().map((it) => p.uuid().default(it)),
  uuids: listOf(fc.uuid()).map((it) => p.uuid().array().default(it)),
  inet: inet.map((it) => p.inet().default(it)),
  cidr: fc.ipV4().map((it) => p.cidr().default(`${it}/32`)),
  macaddr: mac.map((it) => p.macaddr().default(it)),
  point: fc.tuple(coordinate, coordinate).map((it) => p.point().default(it)),
  points: listOf(fc.tuple(coordinate, coordinate)).map((it) => p.point().array().default(it)),
  xy: xy.map((it) => p.point({ mode: 'xy' }).default(it)),
  line: fc.tuple(coordinate, coordinate).map(([b, c]) => p.line().default([1, b, c])),
  backwards: text.map((it) => backwards().default({ text: it })),
  backwardses: listOf(text).map((it) =>
    backwards()
      .array()
      .default(it.map((each) => ({ text: each }))),
  ),
  list: fc.array(plain, { minLength: 1 }).map((it) => list().default(it)),
  bytes: fc.uint8Array().map((it) => bytes().default(Buffer.from(it))),
  bytea: fc.uint8Array().map((it) => p.bytea().default(Buffer.from(it))),
  bit: bits.map((it) => p.bit({ dimensions: 5 }).default(it)),
});

/** Columns whose values PostgreSQL gives back in another spelling; what counts is that it stores the same as of a row that Drizzle wrote. */
export const SPELLED: ReadonlySet<string> = new Set([
  'real',
  'interval',
  'intervals',
  'inet',
  'timestampText',
  'numericNumber',
  'line',
]);
