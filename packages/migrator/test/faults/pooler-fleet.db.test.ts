import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { type SmallRevision, smallWorkspace } from '../commands/small-workspace.ts';
import { CLEAN, STATE } from '../execute/support/leftovers.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';
import { openPooler, type PoolerKind } from './support/pgbouncer.ts';

/** `npm run test:pgbouncer` runs this with the real thing, `npm test` with a proxy that does the same. */
const kinds: readonly PoolerKind[] =
  process.env.BRAID_PGBOUNCER === 'yes' ? ['pgbouncer, transaction', 'pgbouncer, session'] : ['own proxy'];

const TENANTS = Array.from({ length: 9 }, (_, index) => `tenant_${index + 1}`);
/** Fewer than tenants that run at the same time, so that each serves several of them, message by message. */
const SESSIONS = 2;

const TABLES: readonly SmallRevision[] = [
  {
    ...{ id: 'a1', slice: 'shop', header: '-- branch-label: shop\n' },
    up: 'create table ran (n int);\ninsert into ran values (1);',
    down: '-- migrate:downgrade\ndrop table ran;',
  },
  {
    ...{ id: 'a2', slice: 'shop', header: '-- revises: a1\n' },
    // What runs twice, or in the schema of another tenant, counts twice.
    up: "insert into ran values (2);\nselect set_config('work_mem', '99MB', false);",
    down: '-- migrate:downgrade\ndelete from ran where n = 2;',
  },
];
const ALONE: SmallRevision = {
  ...{ id: 'a3', slice: 'shop', header: '-- revises: a2\n', options: 'transaction=off' },
  up: 'create index concurrently ran_n on ran (n);',
  down: '-- migrate:downgrade transaction=off\ndrop index concurrently ran_n;',
};

interface PooledFleet {
  readonly database: FreshDatabase;
  /** Through the pooler. */
  readonly url: string;
  migrate(...argv: readonly string[]): ReturnType<typeof runCli>;
}

async function pooledFleet(kind: PoolerKind, revisions: readonly SmallRevision[], fleet = {}): Promise<PooledFleet> {
  const database = await freshDatabase();
  await database.query(TENANTS.map((tenant) => `create schema ${tenant}`).join(';'));
  // In session mode a client keeps its session, and the ledger of the fleet needs one, too.
  const size = kind === 'pgbouncer, session' ? 12 : SESSIONS;
  const { url, close } = await openPooler(kind, database.url, size);
  onTestFinished(close);
  const cwd = smallWorkspace(revisions);
  const fleets = { tenants: { source: { schemas: 'tenant_%' }, concurrency: { perServer: 6 }, ...fleet } };
  writeFileSync(join(cwd, 'migrate.config.json'), JSON.stringify({ fleets }));
  return { database, url, migrate: (...argv) => runCli([...argv, '--url', url], { cwd }) };
}

/** What the next client finds in each session of the pooler. */
async function left(url: string): Promise<readonly unknown[]> {
  const clients = Array.from({ length: SESSIONS }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  try {
    // In transactions, so that each has a session of its own.
    await Promise.all(clients.map((client) => client.query('begin')));
    const found = await Promise.all(clients.map((client) => client.query(STATE)));
    await Promise.all(clients.map((client) => client.query('rollback')));
    return found.flatMap(({ rows }) => rows);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** The rows of each tenant, and what is in no schema of a tenant. */
async function rows({ database }: PooledFleet): Promise<readonly unknown[]> {
  const found = TENANTS.map(
    (tenant) => `select '${tenant}' as tenant, array_agg(n order by n) as n from ${tenant}.ran`,
  );
  expect(await database.query("select to_regclass('public.ran') as t, to_regnamespace('braid') as s")).toEqual([
    { t: null, s: null },
  ]);
  return await database.query(found.join(' union all '));
}

describe.each(kinds)('%s: a fleet of schemas', (kind) => {
  test('goes up and down, each tenant in its own schema, and leaves nothing in the sessions that they share', async () => {
    const fleet = await pooledFleet(kind, TABLES);
    const up = await fleet.migrate('fleet', 'upgrade', 'tenants');
    expect(up.exitCode, up.stderr + up.stdout).toBe(0);
    expect(await rows(fleet)).toEqual(TENANTS.map((tenant) => ({ tenant, n: [1, 2] })));
    expect(await left(fleet.url)).toEqual(Array.from({ length: SESSIONS }, () => CLEAN));
    const status = await fleet.migrate('fleet', 'status', 'tenants', '--json');
    expect(JSON.parse(status.stdout)).toMatchObject({ current: TENANTS.length, behind: 0 });
    const down = await fleet.migrate('fleet', 'downgrade', 'tenants', 'a1');
    expect(down.exitCode, down.stderr + down.stdout).toBe(0);
    expect(await rows(fleet)).toEqual(TENANTS.map((tenant) => ({ tenant, n: [1] })));
    const again = await fleet.migrate('fleet', 'upgrade', 'tenants');
    expect(again.exitCode, again.stderr + again.stdout).toBe(0);
    expect(await rows(fleet)).toEqual(TENANTS.map((tenant) => ({ tenant, n: [1, 2] })));
    expect(await left(fleet.url)).toEqual(Array.from({ length: SESSIONS }, () => CLEAN));
  });

  test('what PostgreSQL runs alone is refused by name in every tenant, and what came before it stays', async () => {
    const fleet = await pooledFleet(kind, [...TABLES, ALONE], { budget: { failed: '100%', consecutive: 99 } });
    const refused = await fleet.migrate('fleet', 'upgrade', 'tenants', '--json', '-q');
    const { outcome, states, stragglers } = JSON.parse(refused.stdout);
    expect({ outcome, states }).toEqual({ outcome: 'stragglers', states: { failed: TENANTS.length } });
    for (const { error } of stragglers) expect(error).toContain('behind a transaction pooler');
    expect(await rows(fleet)).toEqual(TENANTS.map((tenant) => ({ tenant, n: [1, 2] })));
    expect(await fleet.database.query("select 1 from pg_indexes where indexname = 'ran_n'")).toEqual([]);
    expect(await left(fleet.url)).toEqual(Array.from({ length: SESSIONS }, () => CLEAN));
  });

  test('workers on the same pooler run each tenant once', async () => {
    const fleet = await pooledFleet(kind, TABLES, { engine: 'ledger' });
    const workers = [1, 2].map(() => fleet.migrate('fleet', 'work', 'tenants', '--concurrency', '2', '--json', '-q'));
    const up = await fleet.migrate('fleet', 'upgrade', 'tenants');
    expect(up.exitCode, up.stderr + up.stdout).toBe(0);
    const ended = (await Promise.all(workers)).map(({ stdout }) => JSON.parse(stdout));
    expect(ended.reduce((sum, { done }) => sum + done, 0)).toBe(TENANTS.length);
    expect(await rows(fleet)).toEqual(TENANTS.map((tenant) => ({ tenant, n: [1, 2] })));
  });
});
