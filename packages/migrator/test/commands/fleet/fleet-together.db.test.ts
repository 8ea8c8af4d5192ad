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

test('two coordinators at the same time: the second waits, and finds nothing left to do', async () => {
  const both = await Promise.all([json('fleet', 'upgrade', 'tenants'), json('fleet', 'upgrade', 'tenants')]);
  for (const each of both) expect(each).toMatchObject({ outcome: 'done', states: { done: 12 } });
  expect(both.map(({ ran }) => ran).sort((a, b) => a - b)).toEqual([0, 36]);
  expect(await totals()).toEqual(TENANTS.map(() => 11));
});

test('a coordinator that is taken over while it lives begins nothing more, and no revision runs twice', async () => {
  configure({ concurrency: { perServer: 2, total: 2 } });
  const holder = await database.connect();
  expect((await migrate('fleet', 'upgrade', 'tenants', 'a1')).exitCode).toBe(0);
  await holder.query('begin; lock table tenant_1.orders');
  const first = migrate('fleet', 'upgrade', 'tenants');
  const isRunning = "select 1 from braid_fleet.tenant where tenant = 'tenant_1' and state = 'running'";
  while ((await database.query(isRunning)).length === 0);
  const second = migrate('fleet', 'upgrade', 'tenants');
  // The clock of the first one stood still, say; it lives, and holds the lease of the tenant that it runs.
  const token = async () => (await database.query('select max(token)::int as n from braid_fleet.rollout'))[0]?.n;
  const before = await token();
  while ((await token()) === before) {
    await database.query(
      "update braid_fleet.rollout set expires_at = clock_timestamp() - interval '1 second' where state = 'open'",
    );
  }
  await holder.query('commit');
  const [taken, over] = await Promise.all([first, second]);
  // It may have ended the last tenants before it saw that it is alone no more.
  expect(taken.exitCode === 0 || taken.stderr.includes('[lease-lost]'), taken.stderr).toBe(true);
  expect(over.stderr).toContain('taken over');
  expect(over).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('12 of 12 tenants done') });
  expect(await totals()).toEqual(TENANTS.map(() => 11));
  for (const tenant of TENANTS) {
    const done = `select revision from braid_${tenant}.log where event = 'done' and action = 'upgrade' order by 1`;
    expect((await database.query(done)).map(({ revision }) => revision)).toEqual(['a1', 'a2', 'a3']);
  }
});

test('what cannot be read runs when somebody has read it', async () => {
  root = smallWorkspace([
    {
      ...{ id: 'a1', slice: 'shop', header: '-- branch-label: shop\n' },
      up: 'create table orders (id int primary key, total int);\ndo $$ begin insert into orders values (1, 11); end $$;',
      down: '-- migrate:downgrade\ndrop table orders;',
    },
  ]);
  configure({});
  expect(await json('fleet', 'upgrade', 'tenants')).toMatchObject({
    error: {
      code: 'fleet-refused',
      facts: { unfit: [{ unread: true }] },
      hint: expect.stringContaining('trustUnread'),
    },
  });
  configure({ trustUnread: true });
  expect(await json('fleet', 'upgrade', 'tenants')).toMatchObject({ outcome: 'done', ran: 12 });
  expect(await totals()).toEqual(TENANTS.map(() => 11));
});

test('a tenant is copied from a template, and only what that lacks is run', async () => {
  const [other, template] = [`${database.name}_c`, `${database.name}_tpl`];
  writeFileSync(join(root, 'tenants.json'), JSON.stringify([{ id: 'own', database: other }]));
  configure({ source: { file: 'tenants.json' } });
  await database.query(`create database ${template}`);
  try {
    const url = database.url.replace(`/${database.name}`, `/${template}`);
    expect((await runCli(['upgrade', 'a1', '--url', url], { cwd: root })).exitCode).toBe(0);
    const made = await json('fleet', 'provision', 'tenants', 'own', '--template', template);
    expect(made).toMatchObject({ made: true, heads: ['a3'], revisions: [{ revision: 'a2' }, { revision: 'a3' }] });
    expect(await json('fleet', 'status', 'tenants')).toMatchObject({ current: 1, behind: 0 });
  } finally {
    await database.query(`drop database if exists ${other} with (force)`);
    await database.query(`drop database if exists ${template} with (force)`);
  }
});
