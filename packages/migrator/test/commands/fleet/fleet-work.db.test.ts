import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { smallWorkspace } from '../small-workspace.ts';

const TENANTS = Array.from({ length: 12 }, (_, index) => `tenant_${index + 1}`);

let root = '';
let database: FreshDatabase;

beforeEach(async () => {
  database = await freshDatabase();
  await database.query(TENANTS.map((tenant) => `create schema ${tenant}`).join(';'));
  root = smallWorkspace([
    {
      ...{ id: 'a1', slice: 'shop', header: '-- branch-label: shop\n' },
      up: 'create table ran (n int);',
      down: '-- migrate:downgrade\ndrop table ran;',
    },
    {
      ...{ id: 'a2', slice: 'shop', header: '-- revises: a1\n' },
      // What runs twice counts twice.
      up: 'insert into ran values (2);',
      down: '-- migrate:downgrade\ndelete from ran;',
    },
  ]);
});

function configure(engine: string, fleet: object = {}): void {
  const fleets = { tenants: { source: { schemas: 'tenant_%' }, engine, ...fleet } };
  writeFileSync(join(root, 'migrate.config.json'), JSON.stringify({ fleets, runner: { lease: 2_000 } }));
}

const migrate = (...argv: readonly string[]) => runCli([...argv, '--url', database.url], { cwd: root });
async function json(...argv: readonly string[]) {
  const { stdout, stderr } = await migrate(...argv, '--json', '-q');
  expect(stdout, stderr).toMatch(/^\{/);
  return JSON.parse(stdout);
}

/** Judged by their own tables: how often the second revision ran in each. */
async function ran(): Promise<readonly number[]> {
  const rows = await database.query(
    TENANTS.map((tenant) => `select count(*)::int as n from ${tenant}.ran`).join(' union all '),
  );
  return rows.map(({ n }) => Number(n));
}

test.each(['ledger', 'pg-boss'])(
  'workers that find tenants by %s run each of them once, and end with the rollout',
  async (engine) => {
    configure(engine, { waves: [{ percent: 25 }, { percent: 100 }] });
    const workers = [1, 2, 3].map(() => json('fleet', 'work', 'tenants', '--concurrency', '2'));
    expect(await json('fleet', 'upgrade', 'tenants')).toMatchObject({
      ...{ outcome: 'done', ran: 24, states: { done: 12 }, stragglers: [] },
    });
    const ended = await Promise.all(workers);
    expect(ended.reduce((sum, { done }) => sum + done, 0)).toBe(12);
    expect(ended.reduce((sum, each) => sum + each.ran, 0)).toBe(24);
    expect(await ran()).toEqual(TENANTS.map(() => 1));
    expect(await database.query('select count(*)::int as n from braid_fleet.offer')).toEqual([{ n: 0 }]);
    expect(await database.query('select distinct attempts, state from braid_fleet.tenant')).toEqual([
      { attempts: 1, state: 'done' },
    ]);
  },
);

test('a worker takes nothing of a later wave, of a pause or of a coordinator that does not answer', async () => {
  configure('ledger', { waves: [{ percent: 25 }, { percent: 100 }], budget: { failed: '100%', consecutive: 99 } });
  // The first wave, by the hash of the ids; one of it fails.
  const waves = await json('fleet', 'plan', 'tenants');
  expect(waves.waves).toMatchObject([{ tenants: 3 }, { tenants: 9 }]);
  await database.query(TENANTS.map((tenant) => `create view ${tenant}.ran as select 1 as n`).join(';'));
  const worker = json('fleet', 'work', 'tenants', '--lock-wait', '3s');
  const stopped = await json('fleet', 'upgrade', 'tenants');
  expect(stopped).toMatchObject({ outcome: 'spent', states: { failed: 3, pending: 9 }, ran: 0 });
  expect(await worker).toMatchObject({ error: { code: 'fleet-stopped', facts: { problem: 'spent' } } });
  const touched = await database.query("select nspname from pg_namespace where nspname like 'braid_tenant%'");
  expect(touched).toHaveLength(3);

  // A coordinator that died: its offers are there, and nobody may take them once its claim is over.
  await database.query(TENANTS.map((tenant) => `drop view ${tenant}.ran`).join(';'));
  await database.query(`update braid_fleet.rollout set state = 'open', wanted = 'run', run_id = 'dead', host = 'h', pid = 1,
    since = clock_timestamp(), expires_at = clock_timestamp() - interval '1 second'`);
  await database.query(`update braid_fleet.tenant set state = 'pending';
    insert into braid_fleet.offer (rollout, tenant, token) select t.rollout, tenant, token from braid_fleet.tenant t join braid_fleet.rollout r on r.id = t.rollout`);
  expect(await migrate('fleet', 'work', 'tenants', '--lock-wait', '1s')).toMatchObject({
    exitCode: 4,
    stderr: expect.stringContaining('→ Continue it: migrate fleet resume tenants'),
  });
  expect(await database.query("select count(*)::int as n from braid_fleet.tenant where state = 'pending'")).toEqual([
    { n: 12 },
  ]);
  const last = json('fleet', 'work', 'tenants');
  expect(await json('fleet', 'resume', 'tenants')).toMatchObject({ outcome: 'done', states: { done: 12 } });
  expect(await last).toMatchObject({ done: 12 });
  expect(await ran()).toEqual(TENANTS.map(() => 1));
});

test('a worker that went silent loses its tenant to another, and the ledger counts one end', async () => {
  configure('ledger', { concurrency: { perServer: 4, total: 4 } });
  const coordinator = json('fleet', 'upgrade', 'tenants');
  // Takes what is on offer, as a worker does, and dies.
  const take = `with taken as (update braid_fleet.offer set worker = 'silent', expires_at = clock_timestamp() + interval '1 second' returning rollout, tenant)
    update braid_fleet.tenant t set state = 'running', attempts = attempts + 1 from taken where t.tenant = taken.tenant returning t.tenant`;
  let taken: readonly unknown[] = [];
  while (taken.length === 0) taken = await database.query(take).catch(() => []);
  const worker = json('fleet', 'work', 'tenants');
  expect(await coordinator).toMatchObject({ outcome: 'done', ran: 24, states: { done: 12 } });
  expect(await worker).toMatchObject({ done: 12, failed: 0 });
  expect(await ran()).toEqual(TENANTS.map(() => 1));
  expect(await database.query('select count(*)::int as n from braid_fleet.tenant where attempts = 2')).toEqual([
    { n: taken.length },
  ]);
});

test('a worker without its engine, its files or its package says so and runs nothing', async () => {
  configure('local');
  expect((await migrate('fleet', 'work', 'tenants')).stderr).toContain(
    '→ Set "engine": "ledger" under "fleets.tenants", here and where the rollout is started.',
  );
  configure('ledger');
  expect(await migrate('fleet', 'work', 'tenants', '--lock-wait', '1ms')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('[fleet-stopped] There is no rollout of tenants'),
  });
  const worker = json('fleet', 'work', 'tenants');
  expect(await json('fleet', 'upgrade', 'tenants', 'a1')).toMatchObject({ outcome: 'done' });
  await worker;
  // Nothing is left to do, and these are the files.
  expect(await migrate('fleet', 'work', 'tenants', '--lock-wait', '1ms')).toMatchObject({
    ...{ exitCode: 0, stdout: 'Nothing to do for this worker of tenants.\n' },
  });
  await database.query("update braid_fleet.rollout set state = 'open', aim = 'another'");
  expect(await migrate('fleet', 'work', 'tenants')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('started with other files'),
  });
});
