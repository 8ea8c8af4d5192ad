import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { schemaFindings } from '../../../../src/commands/check/schema-findings.ts';
import { revision } from '../../../../src/commands/revision/revision.ts';
import { brokenOwnership, historyEffects } from '../../../../src/commands/shared/ownership/broken-ownership.ts';
import { type DemoWorkspace, demoWorkspace, referenceCopy, shareDemo } from '../revision-kit.ts';

shareDemo();

let demo: DemoWorkspace;
const COMMON = "export const users = p.pgTable('users', { id: p.serial().primaryKey() });";
const POSTS = "export const posts = p.pgTable('posts', { id: p.serial().primaryKey() });";

beforeEach(() => {
  demo = demoWorkspace({ common: COMMON, posts: POSTS });
});

const write = (message = 'm', more: Partial<Parameters<typeof revision>[1]> = {}) =>
  revision(demo.bench(), { message, ...more });
const sql = (slice: string, name: string, text: string): void => demo.write(`features/${slice}/sql/${name}.sql`, text);

describe('files in sql/ are refused', () => {
  test.each<[code: string, text: string, line: number, message: string | RegExp]>([
    ['sql-object-syntax', '-- x\ncreate view v as\n  selec 1;', 3, 'posts.sql:3:3: syntax error at or near "selec"'],
    ['sql-object-syntax', "create view v as select 'é😀' frm x y;", 1, 'posts.sql:1:35: '],
    ['sql-unterminated', "create view v as select 'x", 1, 'posts.sql'],
    ['sql-object-not-declarable', 'create view v as select 1;\ninsert into posts values (1);', 2, 'declares nothing'],
    ['sql-object-not-declarable', 'drop view v;', 1, 'declares nothing'],
    ['sql-object-not-declarable', 'create table t (id int);', 1, 'makes a table'],
    ['sql-object-not-declarable', 'create table t as select 1;', 1, 'makes a table'],
    ['sql-object-not-declarable', 'alter table posts add column x int;', 1, 'only one named constraint'],
    ['sql-object-not-declarable', 'alter table posts add check (id > 0);', 1, 'only one named constraint'],
    ['sql-object-not-declarable', 'grant select on posts to public;', 1, 'grants privileges'],
    ['sql-object-not-declarable', 'create index concurrently i on posts (id);', 1, 'cannot run in a transaction'],
    ['sql-object-not-declarable', 'create index on posts (id);', 1, 'without a name'],
    ['sql-object-not-declarable', 'create materialized view if not exists v as select 1;', 1, 'IF NOT EXISTS'],
    ['sql-object-not-declarable', 'comment on table posts is null;', 1, 'delete the file'],
    ['sql-object-not-declarable', "create user mapping for public server s options (password 'x');", 1, 'password'],
    [
      'sql-object-duplicate',
      'create function f(int) returns int language sql as $$select 1$$;\ncreate function public.f(n int4) returns text language sql as $$select 1$$;',
      2,
      'posts.sql:1',
    ],
    ['sql-object-duplicate', 'create view posts as select 1;', 1, 'the Drizzle schema of slice posts (table posts)'],
    [
      'sql-object-foreign',
      'create trigger t before insert on users for each row execute function f();',
      1,
      'which slice common owns',
    ],
    ['sql-object-foreign', "comment on function shared() is 'x';", 1, 'which slice common owns'],
  ])('%s: %s', async (code, text, line, message) => {
    sql('common', 'shared', 'create function shared() returns int language sql as $$select 1$$;');
    sql('posts', 'posts', text);
    await expect(write()).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message instanceof RegExp ? message : escaped(message)),
      facts: { slice: 'posts', line },
    });
    expect(demo.proofs).toEqual([]);
  });

  test('two files of two slices that declare one thing are named both', async () => {
    sql('common', 'a', 'create view v as select 1;');
    sql('posts', 'b', '\ncreate or replace view public.v as select 2;');
    await expect(write()).rejects.toMatchObject({
      code: 'sql-object-duplicate',
      facts: {
        file: 'features/posts/sql/b.sql',
        line: 2,
        other: { in: 'file', file: 'features/common/sql/a.sql', line: 1 },
      },
    });
  });
});

const escaped = (text: string): RegExp => new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));

test('a file that changes, in CRLF or not, comes with its old text as the way back; check tells of it', async () => {
  sql('posts', 'f', 'create or replace function f() returns int language sql as $$\r\nselect 1\r\n$$;\r\n');
  await write('start');
  expect(await write('nothing')).toMatchObject({ revisions: [] });
  sql('posts', 'f', 'create or replace function f() returns int language sql as $$\nselect 1\n$$;\n');
  expect(await write('nothing')).toMatchObject({ revisions: [] });
  sql('posts', 'f', 'create or replace function f() returns int language sql as $$\nselect 2\n$$;\n');
  const { findings } = await schemaFindings(demo.bench());
  expect(findings).toMatchObject([
    { code: 'schema-changed', message: expect.stringContaining('~ function f()'), slice: 'posts' },
  ]);
  const [written] = (await write('change')).revisions;
  expect(written?.text).toMatch(
    /upgrade\ncreate or replace function f\(\)[\s\S]*select 2[\s\S]*downgrade\ncreate or replace function f\(\)[\s\S]*select 1/,
  );
  expect(demo.read(`features/posts/migrations/snapshots/${written?.revision}.json`)).toMatch(
    /"braid": 2,[\s\S]*"name": "function f\(\)"/,
  );
  rmSync(join(demo.root, 'features/posts/sql'), { recursive: true });
  expect((await write('gone')).revisions[0]?.text).toContain('migrate:upgrade\nDROP FUNCTION "f"();\n\n');
});

async function broken(only?: ReadonlySet<string>) {
  const bench = demo.bench();
  return brokenOwnership(bench, await historyEffects(bench), only);
}

describe('ownership', () => {
  beforeEach(async () => {
    await write('start');
  });

  test('a revision by hand that changes what another slice owns is refused with the line of the SQL file, and nothing is written', async () => {
    demo.write('x.sql', '-- Both.\nalter table posts add column a int;\n\nalter table users\n  add column b int;\n');
    const before = demo.migrations('posts');
    const options = { slice: 'posts', sqlFile: 'x.sql', heads: ['posts@head'], dependsOn: ['common@head'] };
    await expect(write('x', options)).rejects.toMatchObject({
      code: 'ownership-broken',
      outcome: 'found',
      facts: { file: 'x.sql', line: 4, owner: 'common', object: 'users' },
    });
    expect(demo.migrations('posts')).toEqual(before);
    await expect(write('x', { ...options, alters: 'common' })).rejects.toMatchObject({ code: 'usage' });
    const [written] = (await write('x', { ...options, alters: 'common "it has to"' })).revisions;
    expect(written?.text).toContain('-- alters: common "it has to"\n');
    expect(await broken()).toEqual([]);
  });

  test('check names slice, file, line, statement and owner; a merge of both slices may do it', async () => {
    const head = (slice: string) => demo.bench().graph().headsOfSlice(slice).join();
    const [posts, common] = [head('posts'), head('common')];
    const file = 'features/posts/migrations/2_x.sql';
    const text = (parents: string, more: string): string =>
      `-- revision: b1\n-- revises: ${parents}\n${more}\n-- migrate:upgrade\nselect 1;\ndrop table users;\n\n-- migrate:downgrade\n`;
    demo.write(file, text(posts, `-- depends-on: ${common}\n`));
    expect(await broken()).toMatchObject([
      {
        revision: 'b1',
        slice: 'posts',
        file,
        line: 7,
        statement: 'drop table users',
        does: 'drops',
        object: 'users',
        owner: 'common',
      },
    ]);
    expect(await broken(new Set(['common']))).toEqual([]);
    demo.write(file, text(`${posts}, ${common}`, ''));
    expect(await broken()).toEqual([]);
    // A table that nobody made where it could be seen is its snapshot's.
    demo.write(file, text(posts, ''));
    expect(await broken()).toHaveLength(1);
  });
});

test('nothing in the reference workspace changes what another slice owns, but what touches market_data would', async () => {
  demo = referenceCopy();
  expect(await broken()).toEqual([]);
  // market_data was made in a DO block; only the snapshot knows whose it is.
  demo.write(
    'features/events/migrations/x.sql',
    '-- revision: b1\n-- revises: 11edddef0cec\n-- depends-on: 6c66344d1758\n\n-- migrate:upgrade\ntruncate market_data;\n\n-- migrate:downgrade\n',
  );
  expect(await broken()).toMatchObject([{ object: 'market_data', owner: 'common', slice: 'events' }]);
});
