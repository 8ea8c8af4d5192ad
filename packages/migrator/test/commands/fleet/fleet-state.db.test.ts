import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { type SmallRevision, smallWorkspace } from '../small-workspace.ts';

const TENANTS = ['tenant_1', 'tenant_2', 'tenant_3'];
const ORDERS: SmallRevision = {
  ...{ id: 'a1', slice: 'shop', header: '-- branch-label: shop\n' },
  up: 'create table orders (id int primary key, total int not null);\ninsert into orders select n, n from generate_series(1, 500) n;',
  down: '-- migrate:downgrade\ndrop table orders;',
};
const CENTS: SmallRevision = {
  ...{ id: 'a2', slice: 'shop', header: '-- revises: a1\n', options: 'batch="orders(id)" batch-size=100' },
  up: 'update orders set total = total + 1 where id > :from and id <= :to;',
  down: '-- migrate:downgrade batch="orders(id)"\nupdate orders set total = total - 1 where id > :from and id <= :to;',
};

let database: FreshDatabase;

beforeEach(async () => {
  database = await freshDatabase();
  await database.query(TENANTS.map((tenant) => `create schema ${tenant}`).join(';'));
});

function fleet(...revisions: readonly SmallRevision[]) {
  const cwd = smallWorkspace(revisions);
  writeFileSync(
    join(cwd, 'migrate.config.json'),
    JSON.stringify({ fleets: { tenants: { source: { schemas: 'tenant_%' } } } }),
  );
  return async (...argv: readonly string[]) => {
    const { exitCode, stdout, stderr } = await runCli(['fleet', ...argv, '--url', database.url], { cwd });
    expect(exitCode, stderr + stdout).toBe(0);
  };
}

/** Tables of tenants' states whose name is like this. */
const tables = (like: string) =>
  database.query(
    `select count(*)::int as n from pg_tables where schemaname like 'braid\\_tenant\\_%' and tablename like '${like}'`,
  );
const sums = () =>
  database.query(TENANTS.map((tenant) => `select sum(total)::int as n from ${tenant}.orders`).join(' union all '));

test('the state of a tenant gets the tables of batches with the first revision that runs in batches', async () => {
  const sum = (500 * 501) / 2;
  await fleet(ORDERS)('upgrade', 'tenants');
  expect(await tables('applied')).toEqual([{ n: 3 }]);
  expect(await tables('batch%')).toEqual([{ n: 0 }]);
  const migrate = fleet(ORDERS, CENTS);
  await migrate('upgrade', 'tenants');
  expect(await tables('batch%')).toEqual([{ n: 6 }]);
  expect(await sums()).toEqual(TENANTS.map(() => ({ n: sum + 500 })));
  await migrate('downgrade', 'tenants', 'a1');
  expect(await sums()).toEqual(TENANTS.map(() => ({ n: sum })));
});

test('what Braid keeps in the database is no drift, and the schemas of tenants are none where they are ignored', async () => {
  await fleet(ORDERS)('upgrade', 'tenants');
  await database.query('create schema braid_pgboss create table job (id int); create table public.stray (id int)');
  const cwd = smallWorkspace([ORDERS]);
  const drift = async (ignore: readonly string[]) => {
    writeFileSync(join(cwd, 'migrate.config.json'), JSON.stringify({ drift: { ignore } }));
    const { stdout } = await runCli(['check', '--db', '--no-schema', '--json', '--url', database.url], { cwd });
    const { findings }: { findings: readonly { code: string; message: string }[] } = JSON.parse(stdout);
    return findings.flatMap(({ code, message }) => (code.startsWith('drift') ? [/^\w+ \S+/.exec(message)?.[0]] : []));
  };
  const stray = 'table public.stray';
  expect((await drift(['schema tenant_*'])).filter((each) => each !== stray)).toEqual([]);
  const all = await drift([]);
  expect(all).toContain(stray);
  expect(all.filter((each) => each?.includes('braid'))).toEqual([]);
  expect(all.filter((each) => each?.startsWith('schema tenant_'))).toHaveLength(3);
});

test('no tenant waits for the state of another', async () => {
  const holder = await database.connect();
  await holder.query(
    `begin; set local search_path = pg_catalog; select pg_advisory_xact_lock(hashtextextended('braid state braid_tenant_1', 0))`,
  );
  const upgrading = fleet(ORDERS)('upgrade', 'tenants');
  await waitFor('the others to be done', async () => {
    const states = await tables('applied');
    return states[0]?.n === 2 && (await database.query('select 1 from tenant_2.orders, tenant_3.orders')).length > 0;
  });
  expect(await database.query("select to_regnamespace('braid_tenant_1') as made")).toEqual([{ made: null }]);
  await holder.query('commit');
  await upgrading;
  expect(await tables('applied')).toEqual([{ n: 3 }]);
});
