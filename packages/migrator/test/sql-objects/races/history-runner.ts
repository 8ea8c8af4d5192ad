import type { Client } from 'pg';
import { beforeAll } from 'vitest';
import { catalogOf } from '../../support/catalog-of.ts';
import { createDatabase } from '../../support/fresh-database.ts';

const RESET = `drop schema public cascade; create schema public; create type mood as enum ('one')`;

/** A database of a file of tests that runs histories from nothing. */
export function historyRunner() {
  let client: Client;
  beforeAll(async () => {
    const database = await createDatabase();
    client = await database.connect();
    return database.drop;
  });
  const fails = async (sql: string): Promise<boolean> =>
    await client.query(sql).then(
      () => false,
      () => true,
    );
  /** What the database is. */
  const state = async () => {
    // The number of a row says in which order rows came, and nothing else.
    const { rows } = await client.query<{ rows: string }>(
      `select relname || query_to_xml(format('select to_jsonb(t) - ''id'' from public.%I t order by 1', relname), true, true, '')::text as rows
       from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    );
    return { catalog: await catalogOf(client), rows: rows.map((each) => each.rows) };
  };
  /** What the database says to one statement after the other, and what it is in the end. */
  const run = async (statements: readonly string[]) => {
    await client.query(RESET);
    const failed: boolean[] = [];
    for (const sql of statements) failed.push(await fails(sql));
    return { fails: failed, ...(await state()) };
  };
  const column = async (sql: string): Promise<readonly string[]> =>
    (await client.query<{ value: string }>(sql)).rows.map(({ value }) => value);
  return { run, fails, state, column };
}
