import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { olderMajor } from '../../support/older-major.ts';
import { PG_DUMP } from '../../support/pg-dump.ts';
import type { TestPostgres } from '../../support/setup/acquire-postgres.ts';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';
import { A, B, wasCopied } from './rehearse-kit.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await olderMajor();
});
afterAll(() => server.stop());

const SMALL = `create table people (id integer primary key, mail text not null unique, age point not null);
create table pets (owner text references people (mail));`;

async function people(url?: string) {
  const database = await freshDatabase(url);
  const workspace = sliceWorkspace(database);
  workspace.revision(A, '', { up: SMALL });
  expect(await workspace.migrate('upgrade')).toMatchObject({ exitCode: 0 });
  return { database, workspace };
}

test('copies nothing where nothing is pending, and refuses what cannot be copied', async () => {
  const { database, workspace } = await people(server.url);
  const nothing = await workspace.migrate('rehearse');
  expect(nothing).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^Nothing is pending on .*nothing was copied\.\n$/),
  });

  workspace.revision(B, A, { up: 'alter table people add column more text;' });
  // A server of its own takes a second to start, and is stopped, for each.
  workspace.configure({ shadowUrl: server.url });
  // All others: rehearsal/masks.test.ts.
  const masks: readonly (readonly [mask: string, says: string])[] = [
    ['people', 'is not table.column or table.column=expression'],
    ['people.age', 'needs an expression: Braid has no default value for a NOT NULL column of type point'],
    ['people.mail', 'breaks a foreign key with public.pets.owner'],
  ];
  for (const [mask, says] of masks) {
    const refused = await workspace.migrate('rehearse', '--mask', mask);
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('[rehearsal-mask]') });
    expect(refused.stderr.replace(/\s+/g, ' ')).toContain(says);
  }
  // What the hint of the last one says.
  const both = await workspace.migrate('rehearse', '--mask', 'people.mail', 'public.pets.owner');
  if (wasCopied(both)) expect(both).toMatchObject({ exitCode: 0 });
  await database.query('create schema other; create table other.people (mail text)');
  const ambiguous = await workspace.migrate('rehearse', '--mask', 'people.mail', '--json');
  expect(JSON.parse(ambiguous.stdout)).toMatchObject({
    error: { hint: 'Name the schema, too: --mask other.people.mail' },
  });
  await database.query('drop schema other cascade');

  await database.query('insert into people select g, g::text, point(0, 0) from generate_series(1, 2) g');
  const same = await workspace.migrate('rehearse', '--mask', "people.mail='same'", 'pets.owner=null');
  expect(same).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[rehearsal-copy]') });
  if (wasCopied(same)) expect(same.stderr).toContain('people_mail_key');

  // Gone since PostgreSQL 17.
  workspace.configure({});
  await database.query('create extension adminpack');
  const extension = await workspace.migrate('rehearse');
  expect(extension).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('"shadowUrl"') });
  expect(extension.stderr).toContain('does not have the extension adminpack of the source');
  await database.query('drop extension adminpack');

  const withoutTools = await runCli(['rehearse'], {
    cwd: workspace.root,
    env: { PATH: '/nowhere', DATABASE_URL: database.url },
  });
  // Debian's own folder is looked into, too.
  if (withoutTools.exitCode !== 0) expect(withoutTools.stderr).toContain('The copy needs pg_dump');

  workspace.configure({ shadowUrl: server.url });
  const { database: newer } = await people();
  const older = await workspace.migrate('rehearse', '--from', newer.url);
  expect(older).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('The source is PostgreSQL 18') });

  await database.query(
    'insert into braid.applied select (jsonb_populate_record(a, \'{"revision": "ffffffffffff"}\')).* from braid.applied a',
  );
  const unknown = await workspace.migrate('rehearse');
  expect(unknown).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('ffffffffffff') });
});

test('says which option names a database that does not answer', async () => {
  const { workspace } = await people();
  expect(await workspace.migrate('rehearse', '--from', 'postgres://x@127.0.0.1:1/y')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('(--from) cannot be reached'),
  });
});

test('refuses files that are no archives, and options that cannot be used together', async () => {
  const workspace = sliceWorkspace();
  workspace.revision(A, '', { up: SMALL });
  workspace.configure({ shadowUrl: inject('postgresUrl') });
  writeFileSync(join(workspace.root, 'text.sql'), '-- PostgreSQL database dump\n');
  const text = await workspace.migrate('rehearse', '--dump', 'text.sql');
  if (wasCopied(text))
    expect(text).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('is not an archive of pg_dump') });
  const none = await workspace.migrate('rehearse', '--dump', 'none.dump');
  expect(none).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('does not exist') });
  for (const argv of [
    ['--dump', 'text.sql', '--from', 'postgres://a@b/c'],
    ['--dump', 'text.sql', '--sample', '10%'],
    ['--sample', '0%'],
    ['--sample', '200%'],
    ['--max-lock', 'soon'],
  ]) {
    expect(await workspace.migrate('rehearse', ...argv)).toMatchObject({ exitCode: 2 });
  }
  workspace.configure({ rehearse: { mask: ['people'] } });
  const config = await workspace.migrate('rehearse', '--dump', 'text.sql');
  expect(config).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('rehearse.mask') });
});

test('restores a dump of a database that Braid has never seen, as at its base', async () => {
  const database = await freshDatabase(server.url);
  await database.query('create table older (id integer)');
  const workspace = sliceWorkspace();
  workspace.configure({ shadowUrl: inject('postgresUrl') });
  const file = join(workspace.root, 'older.dump');
  if (PG_DUMP === undefined) writeFileSync(file, 'PGDMP');
  else execFileSync(PG_DUMP, ['--format=custom', '--file', file, database.url]);
  workspace.revision(A, '', { up: 'alter table older add column name text;' });
  const run = await workspace.migrate('rehearse', '--dump', 'older.dump', '--json');
  if (!wasCopied(run)) return;
  expect(run).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(run.stdout)).toMatchObject({
    headsBefore: [],
    passed: true,
    passes: [{ steps: [{ revision: A }] }],
  });
});
