import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const REPOSITORY = resolve(import.meta.dirname, '../../..');

/** A test file that asks one question of a table of the reference workspace, on a clone. */
const cloned = `import { useDatabase } from '@braid/migrator/vitest';
import { expect, test } from 'vitest';

const database = useDatabase();

test('there are no orders', async () => {
  expect(await database.query('select from execution.orders')).toEqual([]);
});
`;

/** The same, on an empty database that it migrates itself. */
const migrated = `import { randomBytes } from 'node:crypto';
import { createMigrator } from '@braid/migrator';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

const name = 'bench_' + randomBytes(4).toString('hex');
const server = process.env.TEST_DATABASE_URL;
const url = Object.assign(new URL(server), { pathname: '/' + name }).href;

async function ask(to, sql) {
  const client = new pg.Client({ connectionString: to });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  await ask(server, 'create database ' + name + ' template template0 strategy file_copy');
  await createMigrator({ root: ROOT, url }).upgrade();
}, 120_000);
afterAll(() => ask(server, 'drop database ' + name + ' with (force)'));

test('there are no orders', async () => {
  expect(await ask(url, 'select from execution.orders')).toEqual([]);
});
`;

/** What vitest itself costs. */
const empty = `import { expect, test } from 'vitest';

test('there are no orders', () => {
  expect([]).toEqual([]);
});
`;

const config = `import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [process.env.BENCH_FILES],
    globalSetup: process.env.BENCH_SETUP === 'on' ? ['@braid/migrator/vitest'] : [],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
`;

/** The reference workspace, with as many test files of each kind. @param {number} files @param {string} table */
export function testWorkspace(files, table) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'braid-bench-dev-')));
  const filter = (/** @type {string} */ path) => !/\/(node_modules|dist)$/.test(path);
  cpSync(join(REPOSITORY, 'features'), join(root, 'features'), { recursive: true, filter });
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'package.json'), '{ "type": "module", "private": true }');
  writeFileSync(join(root, 'vitest.config.mjs'), config);
  mkdirSync(join(root, 'node_modules/@braid/migrator'), { recursive: true });
  for (const name of readdirSync(join(REPOSITORY, 'node_modules'))) {
    if (['@braid', '.bin', '.cache'].includes(name)) continue;
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(root, 'node_modules', name));
  }
  // As npm installs it: what is linked Vite takes for code of the project, and transforms each of its files.
  const installed = join(root, 'node_modules/@braid/migrator');
  for (const name of ['dist', 'bin', 'package.json']) {
    cpSync(join(REPOSITORY, 'packages/migrator', name), join(installed, name), { recursive: true });
  }
  const nested = join(REPOSITORY, 'packages/migrator/node_modules');
  if (existsSync(nested)) symlinkSync(nested, join(installed, 'node_modules'));
  for (const [kind, text] of Object.entries({ empty, cloned, migrated })) {
    mkdirSync(join(root, kind));
    const own = text.replaceAll('execution.orders', table).replace('ROOT', JSON.stringify(root));
    for (let file = 1; file <= files; file += 1) writeFileSync(join(root, kind, `t${file}.spec.mjs`), own);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
