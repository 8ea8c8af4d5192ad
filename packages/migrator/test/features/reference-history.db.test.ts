import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readCatalog } from '../../src/adapters/pg/catalog/read-catalog.ts';
import { quoteIdentifier } from '../../src/revision/quote-identifier.ts';
import type { Catalog } from '../../src/schema/catalog.ts';
import { describeDifference } from '../../src/schema/describe-difference.ts';
import { type DiffOptions, diffCatalogs } from '../../src/schema/diff-catalogs.ts';
import { withoutPartitioning } from '../../src/schema/without-partitioning.ts';
import type { TestPostgres } from '../support/acquire-postgres.ts';
import { createDatabase, type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';
import { olderMajor } from '../support/older-major.ts';
import { applyRevision } from './apply-revision.ts';
import { drizzleStatements } from './drizzle-statements.ts';
import { readReferenceHistory, reordered } from './reference-history.ts';
import { ROWS_AT_THE_HEADS, ROWS_CHANGE, SEED_ROWS } from './seed-rows.ts';

const history = readReferenceHistory();
const EXACTLY: DiffOptions = { columnOrder: true, owners: true };

function catalogOf(client: Client): Promise<Catalog> {
  return readCatalog(async (sql, params = []) => (await client.query(sql, [...params])).rows);
}

function differences(before: Catalog, after: Catalog, options?: DiffOptions): string {
  return diffCatalogs(before, after, options).map(describeDifference).join('\n');
}

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
  let empty: Catalog;
  let fromDrizzle: Catalog;
  /** As the last revision left it. */
  let atHeads: Catalog;

  beforeAll(async () => {
    if (major === 'PostgreSQL 15') server = await olderMajor();
    url = server?.url ?? inject('postgresUrl');
    const statements = drizzleStatements();
    database = await createDatabase(url);
    client = await database.connect();
    empty = await catalogOf(client);
    atHeads = empty;

    const drizzle = await createDatabase(url);
    const drizzleClient = await drizzle.connect();
    for (const statement of await statements) await drizzleClient.query(statement);
    fromDrizzle = await catalogOf(drizzleClient);
    await drizzle.drop();
  });

  afterAll(async () => {
    await database?.drop();
    await server?.stop();
  });

  // In the order of the plan: each test finds the database as the one before left it.
  test.each(history.files)('$revision.slice: $revision.message, up, down and up again', async (file) => {
    const { id } = file.revision;
    const before = atHeads;
    const rows = await rowsOf(client, before);
    await applyRevision(client, file, 'upgrade');
    const after = await catalogOf(client);

    await applyRevision(client, file, 'downgrade');
    expect(differences(before, await catalogOf(client), EXACTLY)).toBe('');
    if (!(id in ROWS_CHANGE)) expect(await rowsOf(client, before)).toEqual(rows);

    await applyRevision(client, file, 'upgrade');
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
    for (const file of history.files.toReversed()) await applyRevision(client, file, 'downgrade');
    expect(differences(empty, await catalogOf(client), EXACTLY)).toBe('');
    for (const file of history.files) await applyRevision(client, file, 'upgrade');
    expect(differences(atHeads, await catalogOf(client), EXACTLY)).toBe('');
  });

  test.each([3, 7, 11])('the order among independent revisions does not matter (%i)', async (factor) => {
    const client = await (await freshDatabase(url)).connect();
    const files = reordered(history, (id) => (Number.parseInt(id.slice(0, 6), 16) * factor) % 1009);
    for (const file of files) {
      await applyRevision(client, file, 'upgrade');
      await client.query(SEED_ROWS[file.revision.id] ?? '');
    }
    expect(differences(atHeads, await catalogOf(client))).toBe('');
    for (const file of files.toReversed()) await applyRevision(client, file, 'downgrade');
    expect(differences(empty, await catalogOf(client), EXACTLY)).toBe('');
  });
});
