import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { keepDefaults } from '../../../src/schema/defaults/keep-defaults.ts';
import { ofType } from '../../../src/schema/entity/schema-entity.ts';
import { column } from '../entities.ts';
import { entitiesOf } from '../kinds/lines.ts';

// drizzle-kit cuts a cast off the end of every default: now()::date in a timestamp would be the time of day, too.
test('a cast in a default stays, but for one of a literal to the type of its column', async () => {
  const state = p.pgEnum('state', ['open']);
  const table = p.pgTable('t', {
    midnight: p.timestamp().default(sql`now()::date`),
    again: p.timestamp().default(sql`(now())::date::timestamp`),
    rounded: p.numeric().default(sql`1.5::int`),
    part: p.text().default(sql`'x'::char(1) || 'y'::text`),
    called: p.integer().default(sql`lower('1')::integer`),
    day: p.timestamp().default(sql`'2020-01-01 10:00'::date`),
    words: p.text().default(sql`'a'::character varying`),
    own: p.jsonb().default(sql`'{}'::jsonb`),
    cut: p.varchar({ length: 3 }).default(sql`'abc'::varchar(2)`),
    state: state().default(sql`'open'::state`),
    several: p.integer().array().default(sql`'{}'::integer[]`),
    plain: p.timestamp().default(sql`now()`),
    wrapped: p.integer().default(sql`(1 + 2)`),
    value: p.integer().default(sql`${5}`),
  });
  const columns = ofType(await entitiesOf({ state, table }), 'column');
  expect(Object.fromEntries(columns.map(({ name, facts }) => [name, facts.default]))).toEqual({
    midnight: 'now()::date',
    again: '(now())::date::timestamp',
    rounded: '1.5::int',
    part: "'x'::char(1) || 'y'::text",
    called: "lower('1')::integer",
    day: "'2020-01-01 10:00'::date",
    words: "'a'",
    own: "'{}'",
    cut: "'abc'::varchar(2)",
    state: "'open'",
    several: "'{}'",
    plain: 'now()',
    wrapped: '(1 + 2)',
    value: '5',
  });
});

test.each([
  ['timestamp', 'now()', 'now()::timestamp', 'now()'],
  ['timestamp', 'now()', 'now()::date', 'now()::date'],
  ['integer', 'f()', 'f()::int4', 'f()'],
])('a history of %s keeps its spelling: %s, %s', (type, was, is, kept) => {
  const [after] = keepDefaults([column('t.a', type, { default: was })], [column('t.a', type, { default: is })]);
  expect(after).toMatchObject({ facts: { default: kept } });
});
