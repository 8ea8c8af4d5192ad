import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../kind.ts';

const said = (text: string): Exports => {
  const columns = {
    id: p.integer().primaryKey(),
    s: p.text(),
    g: p.text().generatedAlwaysAs(sql`coalesce("s", ${text})`),
    h: p.text().generatedAlwaysAs((): SQL => sql`coalesce("s", ${text})`),
  };
  const t = p.pgTable('t', columns, (it) => [
    p.pgPolicy('mine', { using: eq(it.s, text), withCheck: sql`${it.s} <> ${'no'}` }),
    p.index('t_s_idx').on(sql`coalesce(${it.s}, ${text})`),
    p.index('t_s_part').on(it.s).where(eq(it.s, text)),
    p.check('t_s_check', sql`${it.s} <> ${`not ${text}`}`),
  ]);
  const linked = p.pgPolicy('linked', { using: inArray(t.s, [text, 'two']) }).link(t);
  const v = p.pgView('v').as((qb) => qb.select({ id: t.id }).from(t).where(eq(t.s, text)));
  return { t, linked, v };
};

/** Values between the SQL of a schema. */
export const VALUE_KINDS: readonly Kind[] = [
  {
    name: 'values_in_sql_new',
    before: { t: p.pgTable('t', { id: p.integer().primaryKey(), s: p.text() }) },
    after: said("it's $1"),
    seed: "insert into t values (1, 'x')",
  },
  {
    name: 'values_in_sql_changed',
    before: said('one'),
    after: said('two'),
    seed: "insert into t values (1, 'x')",
  },
];

const measured = (...names: readonly ('recorded_at' | 'recorded_by')[]): Exports => {
  const columns = { temperature_in_celsius: p.integer(), recorded_at: p.integer(), recorded_by: p.integer() };
  return {
    t: p.pgTable('measurements_of_all_weather_stations', { id: p.integer().primaryKey(), ...columns }, (it) =>
      names.map((name) => p.index().on(it.temperature_in_celsius, it[name])),
    ),
  };
};

/** Indexes that nobody named, whose names PostgreSQL would cut to the same. */
export const LONG_NAME_KINDS: readonly Kind[] = [
  { name: 'index_long_names', before: measured(), after: measured('recorded_at', 'recorded_by') },
  { name: 'index_long_name_another', before: measured('recorded_at'), after: measured('recorded_at', 'recorded_by') },
];
