import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { freshDatabase } from '../../support/fresh-database.ts';

const BIN = resolve(import.meta.dirname, '../../../bin/migrate.cjs');

test('a file of 48 MB is run with a heap of 40 MB', async () => {
  const database = await freshDatabase();
  const rows = `${'x'.repeat(4_799)}\n`.repeat(10_000);
  const root = writeTree({
    'package.json': '{}',
    'features/events/slice.json': '{ "label": "events", "schema": null }',
    'features/events/migrations/a.sql': `-- revision: aaaa\n-- message: a\n\n-- migrate:upgrade\ncreate table t (b text);\ncopy t from stdin;\n${rows}\\.\n-- migrate:downgrade\ndrop table t;\n`,
  });
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=40', BIN, 'upgrade', '--url', database.url],
    { cwd: root, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
  );
  expect(status, stderr).toBe(0);
  expect(await database.query('select count(*)::int as n, sum(length(b))::int as length from t')).toEqual([
    { n: 10_000, length: 47_990_000 },
  ]);
});
