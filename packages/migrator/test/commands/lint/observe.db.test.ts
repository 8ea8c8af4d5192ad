import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** A workspace with `orders` and what is above it. */
function workspace(upgrades: Readonly<Record<string, string>>) {
  const root = tempDir();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('package.json', '{ "name": "w", "private": true }');
  write('migrate.config.json', JSON.stringify({ shadowUrl: inject('postgresUrl') }));
  write('features/shop/slice.json', '{ "label": "shop", "schema": null }');
  let below = '';
  for (const [id, upgrade] of Object.entries(upgrades)) {
    const [options = '', sql = ''] = upgrade.startsWith('transaction=off')
      ? ['transaction=off', upgrade.slice(15)]
      : ['', upgrade];
    const revises = below === '' ? '' : `-- revises: ${below}\n`;
    write(
      `features/shop/migrations/${id}.sql`,
      `-- revision: ${id}\n${revises}-- message: ${id}\n\n-- migrate:upgrade ${options}\n${sql}\n\n-- migrate:downgrade\nselect 1;\n`,
    );
    below = id;
  }
  return async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await runCli(['lint', '--observe', '--json', ...args], { cwd: root });
    return { exitCode, stderr, ...JSON.parse(stdout === '' ? '{}' : stdout) };
  };
}

const ORDERS = `create table customers (id bigint primary key);
create table orders (id bigint primary key, customer bigint references customers, note text, code varchar(20));
create function moving() returns int volatile language sql as 'select 1';`;

test('what the server bears out is said, what it does not do does not count, and code is looked into', async () => {
  const lint = workspace({
    a1: ORDERS,
    b1: `set local search_path = public;
create index on orders (note);
alter table orders add column a int default moving();
do $$ begin alter table orders alter column a type bigint; end $$;
drop table customers cascade;`,
    c1: `create table fresh (id bigint);
do $$ begin create table made (id bigint) partition by list (id); create table made_1 partition of made for values in (1); end $$;`,
    d1: 'alter table fresh add column b uuid default gen_random_uuid();\nalter table orders add column e int;\ncreate index on made (id);',
  });
  const { findings, refuted, observed, exitCode } = await lint('b1:heads');
  const shown = findings.map(({ rule, basis, on }: Record<string, string>) => [rule, basis, on]);
  expect(shown).toEqual([
    ['index-not-concurrent', 'both', 'orders'],
    ['statement-after-access-exclusive', 'static', 'orders'],
    ['opaque-do-block', 'static', null],
    ['observed-rewrite', 'observed', 'orders'],
    ['observed-lock', 'observed', 'orders'],
    ['drop-cascade', 'static', null],
    ['drop-table', 'static', 'customers'],
    ['lossy-unmarked', 'static', 'customers'],
    ['observed-lock', 'observed', 'orders'],
    ['opaque-do-block', 'static', null],
  ]);
  expect(refuted).toMatchObject([{ rule: 'volatile-default', on: 'orders', line: 8 }]);
  expect(observed).toMatchObject({
    statements: 9,
    unseen: [{ revision: 'b1', line: 6, why: 'it sets something for the statements behind it' }],
  });
  expect(exitCode).toBe(3);
});

test('what cannot be observed is listed, and the rest of the revision is', async () => {
  const lint = workspace({
    a1: ORDERS,
    b1: 'transaction=off\ncreate index concurrently orders_note on orders (note);\nalter table orders alter column code type text;',
    c1: 'create table later (id bigint);\nalter table missing add column a int;\nalter table later add column a int;',
  });
  const result = await lint('b1:b1');
  expect(result).toMatchObject({
    findings: [],
    observed: { statements: 1, unseen: [{ revision: 'b1', line: 7, why: 'it cannot run in a transaction' }] },
  });
  const failing = await lint('c1');
  expect(failing.observed).toMatchObject({ statements: 1 });
  expect(failing.observed.unseen.map(({ line }: { line: number }) => line)).toEqual([7, 8]);
  expect(failing.observed.unseen[0].why).toContain('relation "missing" does not exist');
});

test('tables that are read for the sake of others are seen, though a scratch database is empty', async () => {
  const lint = workspace({
    a1: ORDERS.replace(' references customers', ''),
    b1: 'do $$ begin alter table orders add foreign key (customer) references customers; end $$;',
  });
  const { findings, observed } = await lint('b1');
  const scans = findings.filter(({ rule }: { rule: string }) => rule === 'observed-scan');
  expect(scans.map(({ on }: { on: string }) => on)).toEqual(['customers', 'orders']);
  expect(observed).toMatchObject({ statements: 1, unseen: [] });
});
