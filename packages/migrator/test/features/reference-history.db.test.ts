import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import type { DiffOptions } from '../../src/schema/difference/diff-catalogs.ts';
import type { Catalog } from '../../src/schema/entity/catalog.ts';
import { withoutPartitioning } from '../../src/schema/entity/without-partitioning.ts';
import { quoteIdentifier } from '../../src/sql/names/quote-identifier.ts';
import { catalogOf, differences } from '../support/catalog-of.ts';
import { createDatabase, type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';
import { olderMajor } from '../support/older-major.ts';
import type { TestPostgres } from '../support/setup/acquire-postgres.ts';
import { type Applier, applier } from './apply-revision.ts';
import { drizzleStatements } from './drizzle-statements.ts';
import { readReferenceHistory, reordered } from './reference-history.ts';
import { ROWS_AT_THE_HEADS, ROWS_CHANGE, SEED_ROWS } from './seed-rows.ts';

const history = readReferenceHistory();
const EXACTLY: DiffOptions = { columnOrder: true, owners: true };

/** One program makes them for both majors. */
let statements: Promise<readonly string[]> | undefined;

/** Every row of every table, in no order that a rewrite could change. */
async function rowsOf(client: Client, catalog: Catalog): Promise<unknown> {
  const tables = catalog.entities.filter(({ kind, facts }) => kind === 'table' && facts.partitionOf === undefined);
  const parts = tables.map(({ schema, name }) => {
    const table = `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
    return `select '${name}' as name, coalesce(jsonb_agg(t order by t::text), '[]') as rows from ${table} t`;
  });
  return (await client.query(parts.join('\nunion all\n') || 'select')).rows;
}

describe.each(['the newest major', 'PostgreSQL 15'])('the reference workspace on %s', (major) => {
  let server: TestPostgres | undefined;
  let url: string;
  let database: FreshDatabase;
  let client: Client;
  let runner: Applier;
  let empty: Catalog;
  let fromDrizzle: Catalog;
  /** As the last revision left it. */
  let atHeads: Catalog;

  beforeAll(async () => {
    if (major === 'PostgreSQL 15') server = await olderMajor();
    url = server?.url ?? inject('postgresUrl');
    statements ??= drizzleStatements();
    database = await createDatabase(url);
    client = await database.connect();
    runner = applier(database);
    empty = await catalogOf(client);
    atHeads = empty;

    const drizzle = await createDatabase(url);
    const drizzleClient = await drizzle.connect();
    await drizzleClient.query((await statements).join(';\n'));
    fromDrizzle = await catalogOf(drizzleClient);
    await drizzle.drop();
  });

  afterAll(async () => {
    await runner?.close();
    await database?.drop();
    await server?.stop();
  });

  // In the order of the plan: each test finds the database as the one before left it.
  test.each(history.files)('$revision.slice: $revision.message, up, down and up again', async (file) => {
    const { id } = file.revision;
    const before = atHeads;
    const rows = await rowsOf(client, before);
    await runner.apply(file, 'upgrade');
    const after = await catalogOf(client);

    await runner.apply(file, 'downgrade');
    expect(differences(before, await catalogOf(client), EXACTLY)).toBe('');
    if (!(id in ROWS_CHANGE)) expect(await rowsOf(client, before)).toEqual(rows);

    await runner.apply(file, 'upgrade');
    atHeads = await catalogOf(client);
    expect(differences(after, atHeads, EXACTLY)).toBe('');
    await client.query(SEED_ROWS[id] ?? '');
  });

  test('the heads are what the Drizzle schemas say', () => {
    expect(differences(fromDrizzle, withoutPartitioning(atHeads))).toBe('');
  });

  test.each(ROWS_AT_THE_HEADS)('%s', async (sql, value) => {
    expect(Object.values((await client.query(sql)).rows[0] ?? {})).toEqual([value]);
  });

  test('down to base nothing is left, and up again everything is back', async () => {
    await runner.applyAll('downgrade');
    expect(differences(empty, await catalogOf(client), EXACTLY)).toBe('');
    await runner.applyAll('upgrade');
    expect(differences(atHeads, await catalogOf(client), EXACTLY)).toBe('');
  });

  test.each(major === 'PostgreSQL 15' ? [11] : [3, 7])(
    'the order among independent revisions does not matter (%i)',
    async (factor) => {
      const database = await freshDatabase(url);
      const client = await database.connect();
      const runner = applier(database);
      onTestFinished(runner.close);
      const files = reordered(history, (id) => (Number.parseInt(id.slice(0, 6), 16) * factor) % 1009);
      for (const file of files) {
        await runner.apply(file, 'upgrade');
        await client.query(SEED_ROWS[file.revision.id] ?? '');
      }
      expect(differences(atHeads, await catalogOf(client))).toBe('');
      await runner.applyAll('downgrade');
      expect(differences(empty, await catalogOf(client), EXACTLY)).toBe('');
    },
  );
});
