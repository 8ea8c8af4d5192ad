import type { Client } from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { catalogOf, differences } from '../../support/catalog-of.ts';
import { createDatabase, type FreshDatabase } from '../../support/fresh-database.ts';
import { HARMLESS, RACES, type RaceCase } from './race-cases.ts';

/** Rows that the cases meet: two notes that are the same, an account without `n`, and two with the same one. */
const ROWS = [
  "insert into acc (id, name, n) values (7, '7', 5), (8, '8', 5), (9, '9', null)",
  "insert into notes (id, acc_id, body) values (11, 7, 'same'), (12, 7, 'same')",
];

let database: FreshDatabase;
let client: Client;
beforeAll(async () => {
  database = await createDatabase();
  client = await database.connect();
  return database.drop;
});

/** What the database says and is after the statements, one by one as they come. */
async function after(base: string, sections: readonly string[]) {
  await client.query(
    'drop schema public cascade; drop schema if exists app, web cascade; create schema public; drop extension if exists pg_trgm, citext, hstore, pgcrypto, "uuid-ossp" cascade; reset search_path',
  );
  await client.query(base);
  // Where the tables are others than those, their rows do not matter.
  for (const rows of ROWS) await client.query(rows).catch(() => undefined);
  const problems: string[] = [];
  for (const section of sections) {
    await client.query(`${section}; reset search_path`).catch((error: unknown) => problems.push(String(error)));
    await client.query('reset search_path; discard temp');
  }
  const rows = await client.query<{ rows: string }>(
    `select relname || (query_to_xml(format('select to_jsonb(t) from public.%I t order by 1', relname), true, true, ''))::text as rows
       from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'm') order by 1`,
  );
  return { problems, catalog: await catalogOf(client), rows: rows.rows };
}

async function orders({ base = 'select 1', one, other }: RaceCase) {
  return { forth: await after(base, [one, other]), back: await after(base, [other, one]) };
}

const name = ({ one, other }: RaceCase): string => `${one} | ${other}`;

/** PostgreSQL itself is the judge of what order matters. */
describe('either order gives the same on a server', () => {
  test.each(HARMLESS.map((each) => [name(each), each] as const))('%s', async (_name, each) => {
    const { forth, back } = await orders(each);
    expect(forth.problems).toEqual([]);
    expect(back.problems).toEqual([]);
    expect(differences(forth.catalog, back.catalog)).toBe('');
    expect(forth.rows).toEqual(back.rows);
  });
});

describe('the order matters on a server', () => {
  test.each(RACES.map((each) => [name(each), each] as const))('%s', async (_name, each) => {
    const { forth, back } = await orders(each);
    const isSame =
      forth.problems.length + back.problems.length === 0 &&
      differences(forth.catalog, back.catalog) === '' &&
      JSON.stringify(forth.rows) === JSON.stringify(back.rows);
    expect(isSame).toBe(each.onlyCode === true);
  });
});
