import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { REHEARSAL_FORMATS, rehearsalText } from '../../../src/cli/text/rehearsal/rehearsal-text.ts';
import { PLAIN } from '../../../src/cli/text/style.ts';
import type { RehearseResult } from '../../../src/commands/rehearse/rehearse-result.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { olderMajor } from '../../support/older-major.ts';
import { HAS_PG_DUMP } from '../../support/pg-dump.ts';
import type { TestPostgres } from '../../support/setup/acquire-postgres.ts';
import { type SliceWorkspace, sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';
import { rehearseFilled } from './rehearse-filled.ts';
import { A, B, C, D, ROWS, SHOP, wasCopied } from './rehearse-kit.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await olderMajor();
});
afterAll(() => server.stop());

async function shop(): Promise<{ database: FreshDatabase; workspace: SliceWorkspace }> {
  const database = await freshDatabase(server.url);
  const workspace = sliceWorkspace(database);
  workspace.revision(A, '', { up: SHOP });
  expect(await workspace.migrate('upgrade')).toMatchObject({ exitCode: 0 });
  await database.query(ROWS);
  return { database, workspace };
}

/** The next transaction id: it moves when anything at all is written, in any database of the server. */
async function nextTransaction(database: FreshDatabase): Promise<unknown> {
  const [row] = await database.query('select pg_snapshot_xmax(pg_current_snapshot())::text as next');
  return row?.next;
}

test('measures each revision up, back and up again', async () => {
  const workspace = sliceWorkspace();
  workspace.revision(A, '', { up: SHOP });
  workspace.revision(B, A, {
    up: `alter table orders alter column total type bigint;\nupdate skus set sku = 'x' || sku where sku < 'sku5';`,
    down: `update skus set sku = substr(sku, 2) where sku like 'x%';\nalter table orders alter column total type integer;`,
  });
  workspace.revision(C, B, {
    marker: ' transaction=off',
    up: 'create index concurrently lines_sku on lines (sku);',
    down: 'drop index lines_sku;',
  });
  const filling = { root: workspace.root, at: A, rows: ROWS };
  const { result } = await rehearseFilled(filling, { back: true, maxLockMs: 1 });
  const { passes, longLocks, failure, copy, passed } = result;
  expect({ failure, passed, kind: copy?.server.kind }).toEqual({ failure: null, passed: false, kind: 'embedded' });
  expect(passes.map(({ pass, steps }) => [pass, steps.map(({ revision }) => revision)])).toEqual([
    ['up', [B, C]],
    ['back', [C, B]],
    ['up again', [B, C]],
  ]);
  const [type, index] = passes[0]?.steps ?? [];
  expect(type).toMatchObject({
    locksAre: 'observed',
    locks: [
      { relation: 'public.orders', mode: 'ACCESS EXCLUSIVE' },
      { relation: 'public.skus', mode: 'ROW EXCLUSIVE' },
    ],
    rewritten: [{ relation: 'public.orders' }, { relation: 'public.orders_pkey', table: 'public.orders' }],
    scanned: ['public.orders', 'public.skus'],
    rows: { inserted: 0, updated: 5, deleted: 0 },
    written: ['public.skus'],
    projected: null,
  });
  // 24,000 rows of about 60 bytes were rewritten.
  expect(type?.walBytes).toBeGreaterThan(1_500_000);
  expect(index).toMatchObject({
    locksAre: 'observed',
    locks: [{ relation: 'public.lines', mode: 'SHARE UPDATE EXCLUSIVE' }],
    rewritten: [],
    rows: null,
  });
  expect(index?.sizeBytes).toBeGreaterThan(300_000);
  // Whoever reads or writes does not wait for an index that is made concurrently.
  expect(longLocks.map(({ pass, revision }) => `${pass} ${revision}`)).not.toContain(`up ${C}`);
  expect(longLocks[0]).toMatchObject({ pass: 'up', revision: B, relation: 'public.orders', stops: 'all' });
  expect(existsSync(join(workspace.root, '.braid/rehearsal'))).toBe(false);
});

test('only reads the source, as a role that may do no more', async () => {
  const { database, workspace } = await shop();
  await database.query(`create role rehearser_${process.pid} login password 'of the test' in role pg_read_all_data`);
  workspace.configure({ shadowUrl: inject('postgresUrl') });
  workspace.revision(B, A, { up: 'alter table orders alter column total type bigint;' });
  const reader = new URL(database.url);
  reader.username = `rehearser_${process.pid}`;
  reader.password = 'of%20the%20test';
  const before = await nextTransaction(database);
  const run = await workspace.migrate('rehearse', '--from', reader.href, '--max-lock', '1ms', '--json');
  expect(await nextTransaction(database)).toBe(before);
  await database.query(`drop role rehearser_${process.pid}`);
  expect(run.stdout + run.stderr).not.toContain('of the test');
  if (!wasCopied(run)) return;
  expect(run.exitCode).toBe(3);
  const { passes, longLocks, copy }: RehearseResult = JSON.parse(run.stdout);
  expect(copy).toMatchObject({ sourceVersion: expect.stringMatching(/^15\./), server: { kind: 'shadow' }, tables: 4 });
  expect(passes).toMatchObject([
    { pass: 'up', steps: [{ revision: B, rows: { inserted: 0, updated: 0, deleted: 0 } }] },
  ]);
  expect(longLocks).toMatchObject([{ pass: 'up', revision: B, relation: 'public.orders', stops: 'all' }]);
});

/** Fails where anything personal is, or where less or more was copied than is good. */
const INSPECT = `do $x$ declare kept integer; begin
  if exists (select from customers where email ~ 'secret' or name ~ 'Person' or born is not null) then raise exception 'not masked'; end if;
  if exists (select from orders where note ~ 'secret') then raise exception 'a note was not masked'; end if;
  if (select count(distinct email) from customers) <> (select count(*) from customers) then raise exception 'not distinct'; end if;
  if exists (select from lines l where not exists (select from orders o where o.id = l."order")) then raise exception 'orphan'; end if;
  if (select count(*) from sums) <> (select count(distinct customer) from orders) then raise exception 'view'; end if;
  if nextval('numbers') <> 4712 then raise exception 'sequence'; end if;
end $x$;
alter table lines alter column sku type varchar(20);`;
const MASKS = ['customers.email', 'customers.name=upper(left(name, 1))', 'public.customers.born', 'orders.note'];

test('copies a part of large tables with their parents, masked at the source, and projects to all rows', async () => {
  const { workspace } = await shop();
  workspace.configure({ rehearse: { mask: MASKS.slice(0, 2) } });
  workspace.revision(B, A, { up: INSPECT });
  const argv = ['rehearse', '--sample', '20%', '--mask', ...MASKS.slice(2)];
  const json = await workspace.migrate(...argv, '--json');
  if (!wasCopied(json)) return;
  expect(json).toMatchObject({ exitCode: 0 });
  const result: RehearseResult = JSON.parse(json.stdout);
  const { copy, passes, passed } = result;
  expect(passed).toBe(true);
  expect(copy?.masked).toEqual(MASKS.map((mask) => `public.${mask.replace(/^public\.|=.*/g, '')}`));
  const sampled = new Map(copy?.sampled.map(({ table, copied, all }) => [table, { copied, all }]));
  expect([...sampled.keys()].sort()).toEqual(['public.customers', 'public.lines', 'public.orders']);
  // Those of 20% of the pages, without those whose boss is in another page; then whatever hangs on them.
  for (const { copied, all } of sampled.values()) {
    expect(copied).toBeGreaterThan(0);
    expect(copied).toBeLessThan(all / 2);
  }
  const [step] = passes[0]?.steps ?? [];
  expect(step?.rewritten.map(({ relation }) => relation)).toEqual(['public.lines', 'public.lines_pkey']);
  expect(step?.scanned).toContain('public.lines');
  expect(step?.projected?.durationMs.high).toBeGreaterThan(step?.durationMs ?? 0);

  for (const format of REHEARSAL_FORMATS) {
    const report = rehearsalText(result, format, PLAIN);
    expect(report).toContain(B);
    expect(report).toMatch(/Copied in part|"sampled"/);
    expect(report).not.toMatch(/secret|Person/);
  }
});

test('runs on a file of pg_dump and masks its rows; what fails on rows is reported without them', async () => {
  const { database, workspace } = await shop();
  workspace.configure({ backup: { before: 'always' }, shadowUrl: inject('postgresUrl') });
  workspace.revision(B, A, { up: 'create table more (id integer);' });
  const upgraded = await workspace.migrate('upgrade');
  if (!HAS_PG_DUMP) {
    // The file is made by the same programs.
    expect(upgraded).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('[backup-failed]') });
    writeFileSync(join(workspace.root, 'some.dump'), 'PGDMP');
    expect(wasCopied(await workspace.migrate('rehearse', '--dump', 'some.dump'))).toBe(false);
    return;
  }
  expect(upgraded).toMatchObject({ exitCode: 0 });
  const [{ path = '' } = {}] = JSON.parse((await workspace.migrate('backup', 'list', '--json')).stdout).backups;
  workspace.revision(C, B, { up: INSPECT });
  workspace.revision(D, C, {
    up: `create unique index on orders (note, (1 / (id - id + 1)));\ninsert into more select name::integer from customers;`,
  });
  const argv = ['rehearse', '--dump', path, '--back', '--mask', ...MASKS];
  // The file is older than the database: B is pending there.
  const run = await workspace.migrate(...argv, '--json');
  expect(run).toMatchObject({ exitCode: 3 });
  const { failure, passes, copy, pending }: RehearseResult = JSON.parse(run.stdout);
  expect(pending.map(({ revision }) => revision)).toEqual([B, C, D]);
  expect(passes.map(({ steps }) => steps.map(({ revision }) => revision))).toEqual([[B, C]]);
  expect(failure).toEqual({
    ...{ pass: 'up', code: 'statement-failed', revision: D, sqlState: '22P02', line: 8 },
    ...{ file: expect.stringContaining(D), why: 'values cannot be read as the new type' },
  });
  expect(copy?.server.kind).toBe('shadow');
  const unmasked = await workspace.migrate('rehearse', '--dump', path);
  expect(unmasked).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('P0001') });
  expect(run.stdout + run.stderr + unmasked.stdout + unmasked.stderr).not.toMatch(/secret|Person/);
  // The copies of the shadow server are gone.
  const copies = await database.query("select datname from pg_database where starts_with(datname, 'braid_scratch_')");
  expect(copies).toEqual([]);
});
