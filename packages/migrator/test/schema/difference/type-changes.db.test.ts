import { expect, test } from 'vitest';
import { classifyTypeChange } from '../../../src/schema/difference/classify-type-change.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { column } from '../entities.ts';

// What PostgreSQL does to values that are cast to another type and back, against what markers say of it.

/** Types with values at their limits. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  smallint: ['-32768', '0', '1', '7', '32767'],
  integer: ['-2147483648', '0', '1', '2', '2147483647'],
  bigint: ['-9223372036854775808', '0', '1', '9007199254740993'],
  numeric: ['1e400', 'NaN', 'Infinity', '0.123456789', '12345678901234567890.5', '7'],
  'numeric(6,2)': ['9999.99', '-0.01', '0', 'NaN'],
  'numeric(8,2)': ['999999.99', '0.01'],
  'numeric(30,10)': ['12345678901234567890.0123456789', '1'],
  real: ['1.1', '3.4e38', 'NaN', '-Infinity', '7'],
  'double precision': ['0.1', '1e300', 'NaN', '123456789.125', '7'],
  boolean: ['true', 'false'],
  text: ['', ' 007 ', 'yes', 'true', '1', 'a text of more than forty characters, with blanks  ', '2020-01-31', '{}'],
  'varchar(5)': ['', '12345', ' x  ', 'yes', 'null'],
  'varchar(40)': ['forty characters of text, and a few more', '1', '  '],
  'char(3)': ['a', 'abc', ' b', '1'],
  date: ['2020-01-31', 'infinity', '0044-03-15 BC'],
  timestamp: ['2020-01-31 10:11:12.123456', 'infinity', '2020-01-31 23:59:59.9'],
  'timestamp(0)': ['2020-01-31 10:11:12', '-infinity'],
  'timestamp with time zone': ['2020-01-31 10:11:12.123456+02', 'infinity'],
  time: ['23:59:59.999999', '00:00', '24:00:00'],
  'time(0)': ['23:59:59', '00:00'],
  interval: ['1 year 2 mons 3 days 04:05:06.7', '-30:00', '0'],
  'interval(0)': ['1 year 2 mons 3 days 04:05:06', '0'],
  'interval day to second': ['3 days 04:05:06.7', '-30:00'],
  uuid: ['00000000-0000-4000-8000-00000000000a', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'],
  inet: ['10.0.0.1', '10.1.2.3/8', '::1/64'],
  cidr: ['10.0.0.0/8', '::/64', '10.0.0.1/32'],
  json: ['{"b": 1, "a": 1, "a": 2}', '{"a": "more than forty characters of JSON, or so"}', 'null', '[1]', '1', '"a"'],
  jsonb: ['{"a": 2, "b": 1}', '{"a": "more than forty characters of JSON, or so"}', 'null', '[1, 2]', '1', 'true'],
  'bit(3)': ['101', '000'],
  'bit(5)': ['10101', '00000'],
  'bit varying(4)': ['1010', '', '1'],
  'bit varying(8)': ['10101010', '1'],
};

/** Texts and numbers also with the values of all other types that they take. */
function samples(): Readonly<Record<string, readonly string[]>> {
  const all = [...new Set(Object.values(VALUES).flat())];
  return Object.fromEntries(
    Object.entries(VALUES).map(([type, own]) => [
      type,
      /^(?:text|varchar|char|numeric|real|double)/.test(type) ? all : own,
    ]),
  );
}

type Tried = 'same' | 'differs' | 'fails' | 'fails back' | 'no cast' | 'no value';

const TRIED = `create function pg_temp.tried(value text, a text, b text) returns text language plpgsql as $$
declare there boolean; same boolean;
begin
  begin
    execute format('select (%2$L::%1$s) is not null', a, value) into there;
  exception when others then return 'no value';
  end;
  begin
    execute format('select (x::%2$s) is not null from (select %3$L::%1$s as x) s', a, b, value) into there;
  exception when cannot_coerce then return 'no cast';
    when others then return 'fails';
  end;
  begin
    execute format('select ((x::%2$s)::%1$s)::text is not distinct from x::text from (select %3$L::%1$s as x) s', a, b, value) into same;
  exception when cannot_coerce then return 'no cast';
    when others then return 'fails back';
  end;
  return case when same then 'same' else 'differs' end;
end $$`;

/** Between these, markers speak of nothing that no value does. */
const EVERYDAY: ReadonlySet<string> = new Set([
  ...['smallint', 'integer', 'bigint', 'numeric', 'numeric(8,2)', 'numeric(30,10)', 'real', 'double precision'],
  ...[
    'boolean',
    'text',
    'varchar(40)',
    'date',
    'timestamp',
    'timestamp with time zone',
    'time',
    'uuid',
    'json',
    'jsonb',
  ],
]);

test('markers say what is lost and what fails, for every cast between built-in types', async () => {
  const client = await (await freshDatabase()).connect();
  await client.query("set timezone = 'UTC'");
  await client.query(TRIED);
  const types = Object.keys(VALUES);
  const { rows } = await client.query<{ a: string; b: string; tried: Tried }>(
    `select a, b, pg_temp.tried(value, a, b) as tried
     from jsonb_each($1) types(a, list), jsonb_array_elements_text(list) value, unnest($2::text[]) b where a <> b`,
    [JSON.stringify(samples()), types],
  );
  const unsaid: string[] = [];
  const wolves: string[] = [];
  for (const a of types) {
    for (const b of types.filter((it) => it !== a)) {
      const tried = new Set(rows.filter((row) => row.a === a && row.b === b).map((row) => row.tried));
      if (tried.has('no cast')) continue;
      const says = classifyTypeChange(column('t.c', a), column('t.c', b), 't.c');
      const back = classifyTypeChange(column('t.c', b), column('t.c', a), 't.c');
      if (tried.has('differs') && says?.lossy === undefined) unsaid.push(`${a} to ${b} loses`);
      if (tried.has('fails') && says?.rows === undefined) unsaid.push(`${a} to ${b} fails`);
      if (tried.has('fails back') && back?.rows === undefined && says?.lossy === undefined)
        unsaid.push(`${a} to ${b} fails on the way back`);
      if (!EVERYDAY.has(a) || !EVERYDAY.has(b)) continue;
      if (says?.lossy !== undefined && !tried.has('differs') && !tried.has('fails back'))
        wolves.push(`${a} to ${b}: ${says.lossy}`);
      if (says?.rows !== undefined && !tried.has('fails')) wolves.push(`${a} to ${b}: ${says.rows}`);
    }
  }
  expect(unsaid).toEqual([]);
  expect(wolves).toEqual([]);
});
