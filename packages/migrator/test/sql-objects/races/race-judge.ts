import type { Client } from 'pg';
import { beforeAll } from 'vitest';
import { catalogOf } from '../../support/catalog-of.ts';
import { createDatabase } from '../../support/fresh-database.ts';

/** Rows that the cases meet: two notes that are the same, an account without `n`, and two with the same one. */
const ROWS = [
  "insert into acc (id, name, n) values (7, '7', 5), (8, '8', 5), (9, '9', null)",
  "insert into notes (id, acc_id, body) values (11, 7, 'same'), (12, 7, 'same')",
];

const RESET =
  'drop schema public cascade; drop schema if exists app, web cascade; create schema public; drop extension if exists pg_trgm, citext, hstore, pgcrypto, "uuid-ossp" cascade; reset search_path';

/** What a database says and is after the statements, one section after the other. */
export function judgeOnServer() {
  let client: Client;
  beforeAll(async () => {
    const database = await createDatabase();
    client = await database.connect();
    return database.drop;
  });
  return async (base: string, sections: readonly string[]) => {
    await client.query(RESET);
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
  };
}
