import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { longTest as test } from '../../support/sample.ts';
import { drizzleProject, shop } from './drizzle-project.ts';

/** What `shop('')` declares, as somebody has made it by hand: the names are theirs. */
const BY_HAND = `
create type role as enum ('admin', 'user');
create table users (id serial primary key, email text not null constraint one_email unique, role role not null default 'user');
create table posts (id serial constraint posts_key primary key, author integer not null constraint written_by references users,
  slug text not null, at timestamp default now(), constraint one_slug unique (author, slug));`;

test('a database without a history gets first revisions with its own names, and changes speak of them', async () => {
  const project = await drizzleProject([{ schema: shop('') }]);
  const [database, other] = [await freshDatabase(), await freshDatabase()];
  await database.query(BY_HAND);
  await database.query('create function stray() returns int language sql as $$ select 1 $$');
  await other.query(BY_HAND);
  const cli = (...argv: readonly string[]) => project.cli(database.url, ...argv);

  // What nobody declares is told; nothing is written, nothing recorded.
  const checked = await cli('adopt', 'database', '--check', '--json');
  expect(checked.exitCode).toBe(3);
  expect(JSON.parse(checked.stdout).database).toMatchObject({
    state: 'differs',
    stamped: [],
    differences: ['+ function public.stray()'],
  });
  expect((await cli('adopt', 'database')).stderr).toContain('[database-differs]');
  expect((await cli('adopt', 'database', '--database-only')).stderr).toContain('[not-adopted]');
  expect(existsSync(join(project.root, 'src/db/migrations'))).toBe(false);
  expect(await database.query("select to_regnamespace('braid')::text as braid")).toEqual([{ braid: null }]);

  await database.query('drop function stray()');
  const adopted = JSON.parse((await cli('adopt', 'database', '--json')).stdout);
  expect(adopted).toMatchObject({
    files: { state: 'written', pending: [] },
    database: { state: 'stamped', differences: [] },
  });
  const text = project.read(adopted.files.revisions[0].file);
  for (const name of ['one_email', 'written_by', 'one_slug']) expect(text).toContain(name);
  expect(await database.query('select origin from braid.applied')).toEqual([{ origin: 'database' }]);
  expect(await cli('check', '--db')).toMatchObject({ exitCode: 0 });
  expect((await cli('revision', '-m', 'nothing')).stdout).toContain('No changes');
  expect((await cli('adopt', 'database')).stdout).toContain('already recorded');

  expect(await project.cli(other.url, 'adopt', 'database', '--database-only')).toMatchObject({ exitCode: 0 });
  expect(await project.cli(other.url, 'check', '--db')).toMatchObject({ exitCode: 0 });

  project.write('src/db/schema.ts', shop('', { action: ", { onDelete: 'cascade' }", unique: false }));
  const changed = await cli('revision', '-m', 'cascade');
  expect(changed.stdout).toContain('DROP CONSTRAINT "written_by"');
  expect(changed.stdout).toContain('DROP CONSTRAINT "one_slug"');
  for (const argv of [
    ['upgrade', 'heads'],
    ['check', '--db'],
    ['downgrade', '-1'],
    ['check', '--db'],
    ['upgrade', 'heads'],
  ])
    expect([argv, (await cli(...argv)).exitCode]).toEqual([argv, 0]);
});
