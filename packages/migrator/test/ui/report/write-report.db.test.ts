import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';

test('a report is whole in itself, and says what was not looked at', async () => {
  const database = await freshDatabase();
  const project = sliceWorkspace();
  project.configure({ environments: { staging: { url: database.url } } });
  project.revision('aaaa1111', '', { up: 'create table t (id int primary key);', down: 'drop table t;' });
  project.revision('bbbb2222', 'aaaa1111', { up: 'alter table t add n int;', down: 'alter table t drop n;' });

  const files = await project.migrate('ui', '--out', 'report', '--json');
  expect(files.exitCode, files.stderr + files.stdout).toBe(0);
  expect(JSON.parse(files.stdout)).toMatchObject({
    folder: 'report',
    revisions: 2,
    databases: [],
    schemaProblem: null,
  });
  const page = (name: string) => readFileSync(join(project.root, 'report', name), 'utf8');
  expect(page('databases.html')).toContain('This report contains no database.');
  expect(page('schema.html')).toContain('public.t');
  expect(page('revisions/bbbb2222.html')).toContain('+ column public.t.n');
  expect(page('schema/shop.html')).toContain('<svg class="erd');
  expect(page('graph/shop.html')).toContain('bbbb2222');
  expect(page('merge.html')).toContain('Every slice has one head.');

  expect((await project.migrate('upgrade', 'aaaa1111', '--env', 'staging')).exitCode).toBe(0);
  const looked = await project.migrate('ui', '--out', 'report', '--env', 'staging', '--json');
  expect(JSON.parse(looked.stdout).databases).toEqual([{ environment: 'staging', seen: true, problem: null }]);
  expect(page('databases/staging.html')).toContain('bbbb2222');
  expect(page('databases/staging.html')).toContain('It matches what its revisions build.');
  expect(page('databases/staging.html')).toMatch(/1 table and 1 index by \d+ rules/);
  expect(page('revisions/aaaa1111.html')).toContain('staging');

  // Each address that a page has is that of a file of the report.
  const all = readdirSync(join(project.root, 'report'), { recursive: true, encoding: 'utf8' }).filter((each) =>
    each.endsWith('.html'),
  );
  expect(all.length).toBe(4 + 2 + 2 + 1);
  for (const file of all) {
    const path = join(project.root, 'report', file);
    for (const [, address = ''] of readFileSync(path, 'utf8').matchAll(/(?:href|src)="([^"#]+)"/g)) {
      expect(address, file).not.toMatch(/^(?:[a-z]+:|\/)/);
      expect(existsSync(resolve(dirname(path), address)), `${address} of ${file}`).toBe(true);
    }
  }
});

test('a report tries to join heads, and of a revision that fails it says why nothing is known', async () => {
  const project = sliceWorkspace();
  project.revision('aaaa1111', '', { up: 'create table t (id int primary key);', down: 'drop table t;' });
  project.revision('bbbb2222', 'aaaa1111', { up: 'alter table t add n int;', down: 'alter table t drop n;' });
  project.revision('cccc3333', 'aaaa1111', { up: 'alter table t add n text;', down: 'alter table t drop n;' });
  const written = await project.migrate('ui', '--out', 'report', '--json');
  expect(written.exitCode, written.stderr + written.stdout).toBe(0);
  expect(JSON.parse(written.stdout).schemaProblem).toContain('already exists');
  const page = (name: string) => readFileSync(join(project.root, 'report', name), 'utf8');
  expect(page('merge.html')).toContain('merge-does-not-commute');
  expect(page('revisions/bbbb2222.html')).toContain('+ column public.t.n');
  expect(page('revisions/cccc3333.html')).toContain('Not known: it could not be run on a scratch database.');
  expect(page('schema/shop.html')).toContain('already exists');
});
