import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, inject, test } from 'vitest';
import type { ProductionStats } from '../../../src/lint/stats/production-stats.ts';
import { runCli } from '../../cli/run-cli.ts';
import { makeStats } from '../../lint/stats/make-stats.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** A workspace with tables in `a1`, which is on `main`, and statements on them in `b1`. */
function workspace(below: string, upgrade: string, stats: ProductionStats, config: object = {}) {
  const root = tempDir();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const revision = (id: string, revises: string, sql: string): void =>
    write(
      `features/shop/migrations/${id}.sql`,
      `-- revision: ${id}\n${revises}-- message: ${id}\n\n-- migrate:upgrade\n${sql}\n\n-- migrate:downgrade\nselect 1;\n`,
    );
  write('package.json', '{ "name": "w", "private": true }');
  write('migrate.config.json', JSON.stringify({ shadowUrl: inject('postgresUrl'), ...config }));
  write('features/shop/slice.json', '{ "label": "shop", "schema": null }');
  write('stats.json', JSON.stringify(stats));
  revision('a1', '', below);
  const run = async (...args: readonly string[]) => {
    const { stdout, stderr } = await runCli([...args, '--json'], { cwd: root });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  };
  const add = (): void => revision('b1', '-- revises: a1\n', upgrade);
  return { root, write, run, add };
}

/** What `migrate lint` says of `b1`. */
function linting(...given: Parameters<typeof workspace>) {
  const { run, add } = workspace(...given);
  add();
  return (...args: readonly string[]) => run('lint', 'b1', ...args);
}

const BELOW = `create type mood as enum ('glad', 'sad');
create domain amount as numeric(10,2) check (value >= 0);
create table customers (id uuid primary key, email varchar(60) not null unique);
create table orders (
  id bigint generated always as identity primary key, customer uuid not null, code varchar(20), note text, mood mood not null,
  total amount not null, tags text[] not null, data jsonb, at timestamptz not null default now(), state text not null,
  twice numeric generated always as (total * 2) stored, during int4range, small int2, constraint state check (state in ('new', 'done')));
create table items (orders bigint not null references orders, number int not null, name text not null, primary key (orders, number));
create function noisy() returns trigger language plpgsql as 'begin raise exception ''no row goes in''; end';
create trigger noisy before insert on items for each row execute function noisy();
create table legacy (id bigint not null, code text);
create table parts (id bigint, at date not null) partition by list (id);
create table parts_1 partition of parts for values in (1);
create table parts_rest partition of parts default;`;

const ROWS = 2000;
const STATS = makeStats(
  ['customers', 'orders', 'items', 'legacy', 'parts', 'parts_1', 'parts_rest'].map((name) => ({
    ...{ name, rows: name === 'customers' ? ROWS / 4 : ROWS, heapBytes: ROWS * 300, indexBytes: ROWS * 50 },
    kind: name === 'parts' ? ('partitioned' as const) : ('table' as const),
  })),
  { settings: { TimeZone: 'Europe/Berlin', maintenance_work_mem: '65536kB', default_table_access_method: 'missing' } },
);

/** Each blocks a table for as long as it is large; all types, constraints and triggers of the tables are in the way. */
const STATEMENTS = {
  'index-not-concurrent': 'create index on orders (note, mood);',
  'set-not-null': 'alter table orders alter column code set not null;',
  'fk-without-not-valid': 'alter table orders add constraint f foreign key (customer) references customers;',
  'check-without-not-valid': 'alter table items add constraint positive check (number > 0);',
  'unique-direct': 'alter table orders add constraint u unique (id, code);',
  // No row says beforehand that the column is unique.
  'pk-direct': 'alter table legacy add primary key (id);',
  'type-rewrite': 'alter table orders alter column small type int;',
  'volatile-default': 'alter table items add column token uuid default gen_random_uuid();',
  'partitioned-index-on-parent': 'create index on parts (at);',
  'observed-rewrite': 'do $$ begin alter table customers alter column email type char(60); end $$;',
} as const;

test('what blocks is timed with rows of production, whatever types, constraints and triggers they have', async () => {
  const lint = linting(BELOW, Object.values(STATEMENTS).join('\n'), STATS);
  const { findings, observed, sizes } = await lint('--stats', 'stats.json');
  const timed = findings.filter(({ block }: { block: { basis: string } | null }) => block?.basis === 'timed');
  const message = findings.map((each: { rule: string; message: string }) => `${each.rule}: ${each.message}`).join('\n');
  expect(timed.map(({ rule }: { rule: string }) => rule).sort(), message).toEqual(Object.keys(STATEMENTS).sort());
  for (const { block } of timed) {
    expect(block.duration.lowMs).toBeGreaterThan(0);
    expect(block.duration.highMs).toBeGreaterThanOrEqual(block.duration.lowMs);
  }
  const fk = timed.find(({ rule }: { rule: string }) => rule === 'fk-without-not-valid');
  // The scan of the other table is part of it, and no finding of its own.
  expect(fk).toMatchObject({ basis: 'both', block: { who: 'writes', rows: ROWS, relation: 'public.orders' } });
  expect(findings.map(({ rule }: { rule: string }) => rule)).not.toContain('observed-scan');
  expect(observed.unseen).toEqual([]);
  expect(sizes).toMatchObject({ file: 'stats.json', unknown: [] });
});

test('the time zone of production decides what is rewritten', async () => {
  const below = 'create table orders (id bigint primary key, at timestamp not null);';
  const change = 'alter table orders alter column at type timestamptz;';
  const rules = async (zone: string) => {
    const stats = makeStats([{ name: 'orders', rows: 0 }], { settings: { TimeZone: zone } });
    const { findings } = await linting(below, change, stats)('--stats', 'stats.json', '--observe');
    return findings.map(({ rule }: { rule: string }) => rule);
  };
  expect(await rules('UTC')).not.toContain('observed-rewrite');
  expect(await rules('Europe/Berlin')).toContain('observed-rewrite');
});

test('nothing is run where nothing asks how long, and why something could not be timed is said', async () => {
  const below = 'create table orders (id bigint primary key, note text);';
  const stats = makeStats([{ name: 'orders', rows: 1000, heapBytes: 1e6 }]);
  const quiet = await linting(below, 'alter table orders add column more text;', stats)('--stats', 'stats.json');
  expect(quiet.observed).toBeNull();
  const never = await linting(below, 'create index on orders (note);', stats)('--stats', 'stats.json', '--no-observe');
  expect(never).toMatchObject({ observed: null, findings: [{ level: 'error', block: { basis: 'unknown' } }] });
  const fails = `alter table orders add constraint no check (note is null);`;
  const { findings } = await linting(below, fails, stats)('--stats', 'stats.json');
  expect(findings).toMatchObject([{ level: 'error', block: { basis: 'unknown' } }]);
  expect(findings[0].message).toMatch(/could not be timed: check constraint "no".*violated/);
});

test('revision and check time what blocks, where the configuration names the sizes', async () => {
  const config = { lint: { stats: 'stats.json', check: true } };
  const stats = makeStats([{ name: 'orders', rows: 3000, heapBytes: 1e6 }]);
  const below = 'create table orders (id bigint primary key, note text);';
  const { root, write, run, add } = workspace(
    below,
    'alter table orders alter column note set not null;',
    stats,
    config,
  );
  const git = (...args: readonly string[]): void => {
    const identity = ['-c', 'user.name=ann', '-c', 'user.email=ann@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...identity, ...args], { cwd: root, stdio: 'pipe' });
  };
  write('.gitignore', '.braid\n');
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'x');
  write('index.sql', 'create index on orders (note);\n');
  const { revisions } = await run('revision', '-m', 'index', '--slice', 'shop', '--sql-file', 'index.sql');
  const [finding] = revisions[0].findings;
  expect(finding).toMatchObject({ rule: 'index-not-concurrent', block: { basis: 'timed', who: 'writes' } });
  rmSync(join(root, revisions[0].file));
  add();
  write('stats.json', JSON.stringify(makeStats([{ name: 'orders', rows: 3000, heapBytes: 1e6 }])));
  write(
    'migrate.config.json',
    JSON.stringify({ shadowUrl: inject('postgresUrl'), lint: { ...config.lint, maxBlock: 0 } }),
  );
  const { findings } = await run('check', '--no-schema');
  expect(findings).toMatchObject([
    { code: 'set-not-null', message: expect.stringMatching(/has 3,000 rows \(.*\): .* m?s/) },
  ]);
});
