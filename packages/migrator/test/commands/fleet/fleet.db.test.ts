import { readdirSync, writeFileSync } from 'node:fs';
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
      up: 'create table orders (id int primary key, total int);\ninsert into orders values (1, 10);',
      down: '-- migrate:downgrade\ndrop table orders;',
    },
    {
      ...{ id: 'a2', slice: 'shop', header: '-- revises: a1\n' },
      up: 'update orders set total = total + 1;',
      down: '-- migrate:downgrade\nupdate orders set total = total - 1;',
    },
    {
      ...{ id: 'a3', slice: 'shop', header: '-- revises: a2\n', options: 'transaction=off' },
      up: 'create index concurrently orders_total on orders (total);',
      down: '-- migrate:downgrade transaction=off\ndrop index concurrently orders_total;',
    },
  ]);
  configure({});
});

function configure(fleet: object): void {
  const fleets = { tenants: { source: { schemas: 'tenant_%' }, ...fleet } };
  writeFileSync(join(root, 'migrate.config.json'), JSON.stringify({ fleets, runner: { lease: 3_000 } }));
}

const migrate = (...argv: readonly string[]) => runCli([...argv, '--url', database.url], { cwd: root });
async function json(...argv: readonly string[]) {
  const { stdout, stderr } = await migrate(...argv, '--json', '-q');
  expect(stdout, stderr).toMatch(/^\{/);
  return JSON.parse(stdout);
}

/** What each tenant has, judged by its own tables. */
async function totals(): Promise<(number | null)[]> {
  const found: (number | null)[] = [];
  for (const tenant of TENANTS) {
    const [there] = await database.query(`select to_regclass('${tenant}.orders') is not null as there`);
    if (there?.there !== true) found.push(null);
    else {
      const [row] = await database.query(`select total from ${tenant}.orders`);
      found.push(Number(row?.total));
    }
  }
  return found;
}

test('a fleet of schemas goes up and down, each revision once in each, and nothing outside them', async () => {
  const plan = await json('fleet', 'plan', 'tenants');
  expect(plan).toMatchObject({ tenants: 12, pending: 12, groups: [{ heads: [], tenants: 12, headsAfter: ['a3'] }] });
  expect((await migrate('fleet', 'plan', 'tenants')).stdout).toContain(
    '12 tenants at base (tenant_1, tenant_10, tenant_11 …)',
  );
  expect(await totals()).toEqual(TENANTS.map(() => null));

  const up = await migrate('fleet', 'upgrade', 'tenants');
  expect(up.exitCode, up.stderr + up.stdout).toBe(0);
  expect(up.stdout).toMatch(/Done\. 12 of 12 tenants done; 36 revisions in/);
  expect(await totals()).toEqual(TENANTS.map(() => 11));
  const runs = await database.query(
    TENANTS.map(
      (tenant) => `select count(*)::int as n from braid_${tenant}.log where action = 'upgrade' and event = 'done'`,
    ).join(' union all '),
  );
  expect(runs).toEqual(TENANTS.map(() => ({ n: 3 })));
  const indexes = await database.query("select schemaname from pg_indexes where indexname = 'orders_total'");
  expect(indexes.map(({ schemaname }) => schemaname).sort()).toEqual(TENANTS.toSorted());
  expect(await database.query("select to_regclass('public.orders') as t, to_regnamespace('braid') as s")).toEqual([
    { t: null, s: null },
  ]);

  const again = await migrate('fleet', 'upgrade', 'tenants');
  expect(again).toMatchObject({ exitCode: 0, stdout: 'Nothing to do: all 12 tenants of tenants are at the target.\n' });
  expect(await json('fleet', 'status', 'tenants')).toMatchObject({
    current: 12,
    behind: 0,
    rollout: { state: 'done' },
  });

  expect(await migrate('fleet', 'downgrade', 'tenants', 'shop@-1')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('[fleet-refused] The target shop@-1 can mean a different revision in each tenant'),
  });
  expect((await migrate('fleet', 'downgrade', 'tenants')).exitCode).toBe(2);
  expect(await json('fleet', 'downgrade', 'tenants', 'a1')).toMatchObject({ outcome: 'done', ran: 24 });
  expect(await totals()).toEqual(TENANTS.map(() => 10));
  expect((await migrate('fleet', 'downgrade', 'tenants', 'base', '--only', 'tenant_3')).exitCode).toBe(0);
  expect((await totals())[2]).toBeNull();
  const status = await migrate('fleet', 'status', 'tenants');
  expect(status.stdout).toMatch(/11 tenants at a1 .*: 2 revisions to run/);
  expect(status.stdout).toMatch(/1 tenant at base \(tenant_3\): 3 revisions to run/);
});

test('one failure in the first wave ends the rollout: no later tenant is touched, and retry goes on', async () => {
  const source = `select 'tenant_' || n as id, 'tenant_' || n as schema, case when n in (2, 5, 9) then 'canary' else 'plain' end as tier from generate_series(1, 12) n`;
  configure({
    source: { query: source },
    waves: [{ match: 'tier=canary', soak: '1s' }, { percent: 100 }],
    healthy: 'select true',
    budget: { failed: '100%', consecutive: 9 },
  });
  await database.query('create view tenant_5.orders as select 1 as id');
  const stopped = await migrate('fleet', 'upgrade', 'tenants');
  expect(stopped.exitCode).toBe(4);
  expect(stopped.stderr).toContain('wave 1 of 2, tier=canary: 3 tenants to go');
  expect(stopped.stdout).toContain('tenant_5  failed: ');
  expect(stopped.stdout).toMatch(
    /Stopped: tenant_5 failed in the first wave\. 2 of 12 tenants done, 1 left behind, 9 not begun/,
  );
  const states = await database.query("select nspname from pg_namespace where nspname like 'braid_tenant%' order by 1");
  expect(states.map(({ nspname }) => nspname)).toEqual(['braid_tenant_2', 'braid_tenant_5', 'braid_tenant_9']);
  expect((await migrate('fleet', 'upgrade', 'tenants')).stderr).toContain(
    '[fleet-stopped] The rollout of tenants stopped: tenant_5 failed',
  );
  expect(await json('fleet', 'status', 'tenants')).toMatchObject({
    ...{ current: 2, behind: 10, rollout: { state: 'spent', wave: 1, waveName: 'tier=canary' } },
    stragglers: [{ tenant: 'tenant_5', state: 'failed', attempts: 1 }],
  });

  await database.query('drop view tenant_5.orders');
  const retried = await migrate('fleet', 'retry', 'tenants');
  expect(retried.exitCode, retried.stderr + retried.stdout).toBe(0);
  expect(retried.stderr).toContain('tier=canary soaks for');
  expect(retried.stdout).toMatch(/Done\. 12 of 12 tenants done/);
  expect(await totals()).toEqual(TENANTS.map(() => 11));
});

test('what must hold does not: the rollout stops after its wave, whoever could not be asked included', async () => {
  configure({ waves: [{ percent: 50 }, { percent: 100 }], healthy: 'select count(*) = 0 from incidents' });
  await database.query('create table incidents (id int); insert into incidents values (1)');
  const stopped = await json('fleet', 'upgrade', 'tenants');
  expect(stopped).toMatchObject({
    outcome: 'unhealthy',
    why: '"healthy" answered false, and not true',
    states: { done: 6, pending: 6 },
  });
  await database.query('drop table incidents');
  expect(await json('fleet', 'retry', 'tenants')).toMatchObject({ outcome: 'unhealthy', states: { done: 6 } });
  await database.query('create table incidents (id int)');
  expect(await json('fleet', 'retry', 'tenants')).toMatchObject({ outcome: 'done', states: { done: 12 } });
});

test('tenants that are ahead, half-way, gone, new or unreachable are told, and the others go on', async () => {
  expect((await migrate('fleet', 'upgrade', 'tenants', 'a1')).exitCode).toBe(0);
  await database.query(`
    insert into braid_tenant_1.applied select 'zz', slice, parents, dependencies, checksum, clock_timestamp(), applied_by, duration_ms, tool_version, run_id, attempt_id from braid_tenant_1.applied;
    insert into braid_tenant_2.progress (revision, slice, direction, run_id, attempt_id) values ('a1', 'shop', 'downgrade', 'x', 'y');
    drop schema tenant_3 cascade`);
  const rows = [
    ...TENANTS.map((tenant) => ({ id: tenant, schema: tenant })),
    { id: 'away', url: 'postgres://nobody:secret-word@127.0.0.1:1/nothing' },
    { id: 'lost', database: 'there_is_no_such_database' },
    { id: 'unset', url_variable: 'NOT_SET' },
  ];
  writeFileSync(join(root, 'tenants.json'), JSON.stringify(rows));
  configure({ source: { file: 'tenants.json' }, budget: { failed: 9, consecutive: 9 } });
  const result = await json('fleet', 'upgrade', 'tenants');
  expect(result).toMatchObject({
    outcome: 'stragglers',
    states: { done: 9, ahead: 1, 'half-run': 1, gone: 2, unreachable: 2 },
  });
  expect(
    result.stragglers.map(({ tenant, state, code }: Record<string, string>) => [tenant, state, code]).sort(),
  ).toEqual([
    ['away', 'unreachable', 'database-host-unreachable'],
    ['tenant_1', 'ahead', 'unknown-applied-revision'],
    ['tenant_2', 'half-run', 'half-run-pending'],
    ['unset', 'unreachable', 'fleet-source'],
  ]);
  expect(JSON.stringify(result)).not.toContain('secret-word');
  expect((await totals()).slice(3)).toEqual(TENANTS.slice(3).map(() => 11));
  const after = await migrate('fleet', 'upgrade', 'tenants');
  expect(after.exitCode).toBe(5);

  await database.query('create schema newcomer');
  writeFileSync(
    join(root, 'tenants.json'),
    JSON.stringify([...TENANTS.slice(3), 'newcomer'].map((id) => ({ id, schema: id }))),
  );
  expect(await json('fleet', 'upgrade', 'tenants')).toMatchObject({ outcome: 'done', ran: 3 });
  expect(await database.query('select total from newcomer.orders')).toEqual([{ total: 11 }]);
});

test('nothing begins where a revision cannot run in every tenant, the source is empty or a shared revision is missing', async () => {
  const file = join(root, 'features/shop/migrations', readdirSync(join(root, 'features/shop/migrations'))[0] ?? '');
  writeFileSync(
    file,
    '-- revision: a1\n-- branch-label: shop\n-- message: a\n\n-- migrate:upgrade\ncreate table orders (id int primary key, total int);\ncreate role shop_reader;\ndo $$ begin perform 1; end $$;\n\n-- migrate:downgrade\ndrop table orders;\n',
  );
  const refused = await migrate('fleet', 'upgrade', 'tenants');
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain(':7: it changes what all tenants of the database share');
  expect(refused.stderr).toContain(':8: what it does cannot be read');
  configure({ source: { schemas: 'nobody_%' } });
  expect((await migrate('fleet', 'upgrade', 'tenants')).stderr).toContain(
    '[fleet-source] The source of the fleet tenants (schemas like nobody_%) names no tenant',
  );
  expect((await migrate('fleet', 'status', 'others')).stderr).toContain(
    '[fleet-unknown] migrate.config.json has no fleet "others"',
  );
  expect(await database.query("select nspname from pg_namespace where nspname like 'braid%'")).toEqual([]);
});

test('a tenant is provisioned in one go, schema or database, and again without harm', async () => {
  const other = `${database.name}_t`;
  const rows = [
    { id: 'fresh', schema: 'fresh' },
    { id: 'own', database: other },
  ];
  writeFileSync(join(root, 'tenants.json'), JSON.stringify(rows));
  configure({ source: { file: 'tenants.json' } });
  expect(await json('fleet', 'provision', 'tenants', 'fresh')).toMatchObject({ made: true, heads: ['a3'] });
  expect(await json('fleet', 'provision', 'tenants', 'fresh')).toMatchObject({ made: false, revisions: [] });
  expect(await database.query('select total from fresh.orders')).toEqual([{ total: 11 }]);
  expect((await migrate('fleet', 'provision', 'tenants', 'nobody')).stderr).toContain('[fleet-unknown]');
  try {
    expect(await json('fleet', 'provision', 'tenants', 'own')).toMatchObject({ made: true, heads: ['a3'] });
    expect(await json('fleet', 'upgrade', 'tenants')).toMatchObject({ outcome: 'done', rollout: null });
  } finally {
    await database.query(`drop database if exists ${other} with (force)`);
  }
});

test('a pause lets nothing more begin, and resume goes on', async () => {
  configure({ concurrency: { perServer: 1, total: 1 } });
  // The first tenant waits for this lock, so that the pause is ordered while it runs.
  const holder = await database.connect();
  await migrate('fleet', 'upgrade', 'tenants', 'a1');
  await holder.query('begin; lock table tenant_1.orders');
  const running = json('fleet', 'upgrade', 'tenants');
  const isRunning = "select 1 from braid_fleet.tenant where tenant = 'tenant_1' and state = 'running'";
  while ((await database.query(isRunning)).length === 0);
  expect((await migrate('fleet', 'pause', 'tenants')).stdout).toContain('Paused the rollout');
  await holder.query('commit');
  expect(await running).toMatchObject({ outcome: 'paused', states: { done: 1, pending: 11 } });
  expect((await migrate('fleet', 'upgrade', 'tenants')).stderr).toContain('→ Resume it: migrate fleet resume tenants');
  expect(await json('fleet', 'resume', 'tenants')).toMatchObject({ outcome: 'done', states: { done: 12 } });
});

test('what tenants share is applied once, before them', async () => {
  root = smallWorkspace([
    {
      id: 'c1',
      slice: 'common',
      header: '-- branch-label: common\n',
      up: 'create table public.countries (code text primary key);',
      down: '-- migrate:downgrade\ndrop table public.countries;',
    },
    {
      id: 'a1',
      slice: 'shop',
      header: '-- branch-label: shop\n-- depends-on: common\n',
      up: 'create table orders (country text references public.countries);',
      down: '-- migrate:downgrade\ndrop table orders;',
    },
  ]);
  writeFileSync(join(root, 'features/common/slice.json'), '{ "label": "common", "schema": null, "scope": "shared" }');
  configure({});
  const refused = await migrate('fleet', 'upgrade', 'tenants');
  expect(refused.stderr).toContain(
    '[fleet-refused] Tenants of tenants build on revisions of shared slices that are not applied: c1',
  );
  expect(refused.stderr).toContain('→ Apply them first: migrate upgrade common@head');
  expect((await migrate('upgrade', 'common@head')).exitCode).toBe(0);
  expect(await json('fleet', 'upgrade', 'tenants')).toMatchObject({ outcome: 'done', ran: 12 });
  expect(await database.query('select revision from braid_tenant_7.applied')).toEqual([{ revision: 'a1' }]);
  expect(await database.query('select revision from braid.applied')).toEqual([{ revision: 'c1' }]);
});
