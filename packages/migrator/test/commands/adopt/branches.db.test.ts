import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { expect, onTestFinished, test } from 'vitest';
import { migrationFolders } from '../../adopt/drizzle/drizzle-files.ts';
import { runCli } from '../../cli/run-cli.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';

const ORM = resolve(import.meta.dirname, '../../../../../node_modules/drizzle-orm');

test('branches and merges of drizzle-kit 1.x are kept, and the merge is proven', async () => {
  const root = makeTempDir('braid-branches-');
  onTestFinished(() => removeTempDir(root));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(ORM, join(root, 'node_modules/drizzle-orm'));
  write('package.json', '{ "name": "shop", "type": "module" }');
  write('drizzle.config.json', '{ "dialect": "postgresql", "schema": "./src/schema.ts", "out": "./drizzle" }');
  write(
    'src/schema.ts',
    `import { integer, pgTable } from 'drizzle-orm/pg-core';
export const a = pgTable('a', { id: integer('id').primaryKey(), x: integer('x'), y: integer('y') });
`,
  );
  const steps = [
    { name: '20250101000000_init', text: 'create table a (id integer primary key);', prevIds: [] },
    { name: '20250102000000_left', text: 'alter table a add x integer;', prevIds: ['s1'] },
    { name: '20250102000001_right', text: 'alter table a add y integer;', prevIds: ['s1'] },
    { name: '20250103000000_joined', text: '', prevIds: ['s2', 's3'] },
  ];
  for (const { path, text } of migrationFolders(steps)) write(path, text);
  const database = await freshDatabase();
  const client = await database.connect();
  await migrate(drizzle({ client }), { migrationsFolder: join(root, 'drizzle') });
  const cli = (...argv: readonly string[]) => runCli(argv, { cwd: root, env: { DATABASE_URL: database.url } });

  await cli('init');
  const { files, database: recorded } = JSON.parse((await cli('adopt', 'drizzle', '--keep-history', '--json')).stdout);
  expect(recorded).toMatchObject({ state: 'stamped', pending: [], problems: [] });
  expect(files).toMatchObject({ pending: [], notes: [] });
  const [init, left, right, joined] = files.revisions.map(({ revision }: { revision: string }) => revision);
  const { revisions } = JSON.parse((await cli('history', '--json')).stdout);
  expect(
    new Map(revisions.map((each: { revision: string; revises: string[] }) => [each.revision, each.revises])),
  ).toEqual(
    new Map([
      [joined, [left, right]],
      [right, [init]],
      [left, [init]],
      [init, []],
    ]),
  );
  expect(readdirSync(join(root, 'src/migrations/snapshots'))).toEqual([`${joined}.json`]);
  expect(await cli('check', '--db')).toMatchObject({ exitCode: 0 });
  expect((await cli('revision', '-m', 'nothing')).stdout).toContain('No changes');
});
