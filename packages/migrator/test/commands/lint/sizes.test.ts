import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { makeStats } from '../../lint/stats/make-stats.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** A workspace with orders, and an index on them in `b1`. */
function workspace() {
  const root = tempDir();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const revision = (id: string, revises: string, upgrade: string): void =>
    write(
      `features/shop/migrations/${id}.sql`,
      `-- revision: ${id}\n${revises}-- message: ${id}\n\n-- migrate:upgrade\n${upgrade}\n\n-- migrate:downgrade\nselect 1;\n`,
    );
  write('package.json', '{ "name": "w", "private": true }');
  write('features/shop/slice.json', '{ "label": "shop", "schema": null }');
  revision('a1', '', 'create table orders (id bigint primary key, note text);');
  revision('b1', '-- revises: a1\n', 'create index on orders (note);');
  const lint = async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await runCli(['lint', 'b1', ...args], { cwd: root });
    return { exitCode, stdout, stderr };
  };
  return { write, lint };
}

const SMALL = { name: 'orders', rows: 100, heapBytes: 8192, indexBytes: 8192 };
const LARGE = { name: 'orders', rows: 120_000_000, heapBytes: 40e9, indexBytes: 8e9 };
const days = (number: number): string => new Date(Date.now() - number * 86_400_000).toISOString();

test('the file of the configuration counts, and nothing is run for it', async () => {
  const { write, lint } = workspace();
  write('migrate.config.json', JSON.stringify({ lint: { stats: 'stats/production.json' } }));
  const missing = await lint();
  expect(missing.exitCode).toBe(3);
  expect(missing.stdout).toContain(
    '? stats/production.json: it does not exist, so sizes are unknown. Write it again: migrate stats --out stats/production.json',
  );
  write('stats/production.json', JSON.stringify(makeStats([SMALL])));
  const small = await lint();
  expect(small.exitCode).toBe(0);
  expect(small.stdout).toContain('In production orders has 100 rows (16.4 kB): less than 17 ms.');
  expect(small.stdout).toMatch(/1 info\. Sizes are those of stats\/production\.json, of \d{4}-\d\d-\d\d\.\n$/);
  write('stats/production.json', JSON.stringify(makeStats([LARGE])));
  const large = await lint();
  expect(large.exitCode).toBe(3);
  expect(large.stdout).toContain(
    'In production orders has 120,000,000 rows (48.0 GB); how long it takes is not known, since it was not timed.',
  );
  expect((await lint('--format', 'markdown')).stdout).toContain('120,000,000 rows');
});

test('what is doubtful about the file is said, and a broken one is refused', async () => {
  const { write, lint } = workspace();
  write('old.json', JSON.stringify(makeStats([SMALL], { takenAt: days(45) })));
  const old = await lint('--stats', 'old.json', '--no-observe');
  expect(old.stdout).toContain('? old.json: it is 45 days old. Write it again: migrate stats --out old.json');
  write('new.json', JSON.stringify(makeStats([SMALL], { takenAt: days(29) })));
  expect((await lint('--stats', 'new.json', '--no-observe')).stdout).not.toContain('days old');
  write('other.json', JSON.stringify(makeStats([{ name: 'customers' }])));
  const other = await lint('--stats', 'other.json', '--no-observe', '--format', 'markdown');
  expect(other.exitCode).toBe(3);
  expect(other.stdout).toContain('public.orders is not in other.json: its size is not known.');
  write('broken.json', JSON.stringify({ ...makeStats([SMALL]), tables: [{ schema: 'public', name: 'orders' }] }));
  expect(await lint('--stats', 'broken.json')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('broken.json: tables[0].kind is missing, or not what it must be.'),
  });
  expect(await lint('--stats', 'nowhere.json')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('nowhere.json: cannot be read.'),
  });
});

test('the limit of the command line is that of the configuration, too', async () => {
  const { write, lint } = workspace();
  write('stats.json', JSON.stringify(makeStats([{ ...SMALL, rows: 20_000, heapBytes: 800_000 }])));
  const level = async (...args: readonly string[]) => {
    const { stdout } = await lint('--stats', 'stats.json', '--no-observe', '--json', ...args);
    return JSON.parse(stdout).findings[0].level;
  };
  // A second at most on the slowest server; writers may wait ten times as long as readers.
  expect(await level('--max-block', '2s')).toBe('info');
  expect(await level()).toBe('error');
  write('migrate.config.json', JSON.stringify({ lint: { slices: { shop: { maxBlock: 2000 } } } }));
  expect(await level()).toBe('info');
  expect(await level('--max-block', '10ms')).toBe('error');
});
