import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { longTest } from '../../support/sample.ts';
import { drizzleProject, SHOP } from './drizzle-project.ts';

const LEDGER = 'ops.done';

test('a history that is kept: each database gets what its ledger says, and nothing else', async () => {
  const project = await drizzleProject(SHOP, { migrations: { schema: 'ops', table: 'done' } });
  const [behind, whole, empty] = [await freshDatabase(), await freshDatabase(), await freshDatabase()];
  await project.migrate(whole.url);
  await project.migrate(behind.url);
  // As it was before the last migration.
  await behind.query('alter table posts rename constraint posts_written_by to posts_author_users_id_fk');
  await behind.query(`delete from ${LEDGER} where id = 3`);

  const adopted = await project.cli(behind.url, 'adopt', 'drizzle', '--keep-history', '--json');
  const { files, database } = JSON.parse(adopted.stdout);
  const ids = files.revisions.map(({ revision }: { revision: string }) => revision);
  expect(ids).toHaveLength(3);
  expect(database).toMatchObject({ state: 'stamped', ledger: LEDGER, stamped: ids.slice(0, 2), pending: ids.slice(2) });
  expect(readdirSync(join(project.root, 'src/db/migrations/snapshots'))).toEqual([`${ids[2]}.json`]);
  // The ledger, in a schema of its own, is no drift, and what is pending runs.
  expect(await project.cli(behind.url, 'check', '--db')).toMatchObject({ exitCode: 0 });
  expect(await project.cli(behind.url, 'upgrade', 'heads')).toMatchObject({ exitCode: 0 });
  expect(
    await behind.query("select conname from pg_constraint where contype = 'f' and conrelid = 'posts'::regclass"),
  ).toEqual([{ conname: 'posts_written_by' }]);

  const second = await project.cli(whole.url, 'adopt', 'drizzle', '--database-only', '--json');
  expect(JSON.parse(second.stdout)).toMatchObject({
    files: { state: 'there' },
    database: { state: 'stamped', stamped: ids, pending: [] },
  });
  expect(await project.cli(whole.url, 'check', '--db')).toMatchObject({ exitCode: 0 });

  const third = await project.cli(empty.url, 'adopt', 'drizzle', '--json');
  expect(JSON.parse(third.stdout)).toMatchObject({
    files: { state: 'there' },
    database: { state: 'new', pending: ids },
  });
  expect(await project.cli(empty.url, 'upgrade', 'heads')).toMatchObject({ exitCode: 0 });
  expect(await project.cli(empty.url, 'check', '--db')).toMatchObject({ exitCode: 0 });
});

longTest('what does not fit is reported, and nothing is written or recorded', async () => {
  const project = await drizzleProject(SHOP);
  const [database, pushed] = [await freshDatabase(), await freshDatabase()];
  await pushed.query('create table users ()');
  await project.migrate(database.url);
  const adopt = async (...options: readonly string[]): Promise<string> => {
    const { exitCode, stderr } = await project.cli(database.url, 'adopt', 'drizzle', ...options);
    return `${exitCode} ${/\[([\w-]+)\]/.exec(stderr)?.[1] ?? ''}`.trim();
  };
  const untouched = async (): Promise<void> => {
    expect(() => readdirSync(join(project.root, 'src/db/migrations'))).toThrow('ENOENT');
    expect(await database.query("select to_regclass('braid.applied')::text as applied")).toEqual([{ applied: null }]);
  };

  expect((await project.cli(pushed.url, 'adopt', 'drizzle')).stderr).toContain('[ledger-missing]');
  expect(await adopt('--database-only')).toBe('1 not-adopted');
  expect(await adopt('nowhere')).toBe('1 foreign-folder');
  expect(await adopt('../..')).toBe('1 foreign-folder');
  expect(await adopt('--ledger', 'a.b.c')).toBe('2 usage');
  expect(await adopt('--ledger', 'x.y')).toBe('1 ledger-missing');

  // An edited file, an old row without a file, one that was passed over.
  const first = project.read('drizzle/0001_step.sql');
  project.write('drizzle/0001_step.sql', `${first}\n-- edited`);
  expect(await adopt()).toBe('1 ledger-mismatch');
  const checked = await project.cli(database.url, 'adopt', 'drizzle', '--check', '--json');
  expect(checked.exitCode).toBe(3);
  expect(JSON.parse(checked.stdout).database).toMatchObject({
    state: 'mismatch',
    stamped: [],
    problems: [{ problem: 'file-edited', key: '0001_step' }],
  });
  await database.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ('beef', 5)");
  expect(await adopt('--accept', '0001_step')).toBe('1 ledger-mismatch');
  await database.query('delete from drizzle.__drizzle_migrations where id = 1');
  expect(await adopt('--accept', '0001_step', '4')).toBe('1 ledger-mismatch');
  await untouched();
  // Behind, as one revision: neither applied nor not.
  await database.query('delete from drizzle.__drizzle_migrations where id in (3, 4)');
  expect(await adopt('--accept', '0000_step', '0001_step')).toBe('1 adopted-partly');
  await untouched();

  await database.query("insert into drizzle.__drizzle_migrations (id, hash, created_at) values (3, 'x', 0)");
  expect(await adopt('--accept', '0000_step', '0001_step', '0002_by_hand', '3')).toBe('0');
  project.write('drizzle/0001_step.sql', first);
  expect(await adopt()).toBe('1 adopted-history-changed');
  project.write('drizzle/0001_step.sql', `${first}\n-- edited`);
  project.add('later', 'select 1;');
  expect(await adopt()).toBe('1 adopted-history-changed');
});

longTest('a history that builds no database is refused, with the file of the statement', async () => {
  const project = await drizzleProject([...SHOP, { sql: 'alter table posts drop column nothing;' }]);
  const { exitCode, stderr } = await project.cli('', 'adopt', 'drizzle', '--files-only');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('column "nothing" of relation "posts" does not exist');
  expect(() => readdirSync(join(project.root, 'src/db/migrations'))).toThrow('ENOENT');
});
