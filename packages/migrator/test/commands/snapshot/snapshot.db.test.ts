import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { check } from '../../../src/commands/check/check.ts';
import { revision } from '../../../src/commands/revision/revision.ts';
import { snapshot } from '../../../src/commands/snapshot/snapshot.ts';
import type { Prover } from '../../../src/ports/proof/proof.ts';
import { createProver } from '../../../src/proof/prover.ts';
import { proofTools } from '../../proof/proof-kit.ts';
import { type DemoWorkspace, demoWorkspace, referenceCopy, shareDemo } from '../revision/revision-kit.ts';

shareDemo();

let demo: DemoWorkspace;
const opened: ReturnType<typeof proofTools>[] = [];
afterAll(async () => {
  for (const tools of opened) await tools.close();
});

/** A scratch server for the workspace that is open now. */
function realProver(): Prover {
  let prover: Prover | undefined;
  const real = (): Prover => {
    if (prover !== undefined) return prover;
    const tools = proofTools(demo.root);
    opened.push(tools);
    prover = createProver(tools);
    return prover;
  };
  return {
    prove: (request) => real().prove(request),
    build: (statements) => real().build(statements),
    builtBy: (heads) => real().builtBy(heads),
    builtInTurn: (onBuilt) => real().builtInTurn(onBuilt),
  };
}

const FILE = 'features/shop/migrations/20260101T000000_aaaaaaaaaaaa_by_hand.sql';
const SNAPSHOT = 'features/shop/migrations/snapshots/aaaaaaaaaaaa.json';

/** A slice whose history was written by hand. */
function byHand(schema: string, up: string): void {
  demo = demoWorkspace({ shop: schema }, realProver());
  demo.write(
    FILE,
    `-- revision: aaaaaaaaaaaa\n-- branch-label: shop\n-- message: by hand\n\n-- migrate:upgrade\n${up}\n\n-- migrate:downgrade irreversible="by hand"\n`,
  );
}

const found = async () => (await check(demo.bench())).findings.map(({ code, message }) => `${code} ${message}`);
const recorded = (): readonly Record<string, unknown>[] => JSON.parse(demo.read(SNAPSHOT)).entities;
const pending = async () => (await snapshot(demo.bench())).snapshots.flatMap((each) => each.pending);
const write = async (more: Partial<Parameters<typeof revision>[1]> = {}) =>
  (await revision(demo.bench(), { message: 'the rest', slice: 'shop', ...more })).revisions;

test('what the schema has beyond the revisions stays a change that revision writes, proven', async () => {
  byHand(
    `export const a = p.pgTable('a', { id: p.integer().primaryKey() });
     export const ghost = p.pgTable('ghost', { id: p.integer().primaryKey() });`,
    'create table a (id integer primary key);',
  );
  expect(await found()).toEqual([expect.stringMatching(/^snapshot-missing /)]);
  expect(await snapshot(demo.bench())).toEqual({
    snapshots: [
      {
        slice: 'shop',
        revision: 'aaaaaaaaaaaa',
        file: SNAPSHOT,
        pending: ['+ table ghost', '+ column ghost.id', '+ primary key ghost.ghost_pkey'],
      },
    ],
    undeclared: [],
  });
  expect(await found()).toEqual([expect.stringMatching(/^schema-changed .*\+ table ghost/)]);
  const [written] = await write();
  expect(written?.text).toContain('CREATE TABLE "ghost"');
  expect(written?.text).not.toContain('CREATE TABLE "a"');
  expect(await found()).toEqual([]);
});

test('names are those that constraints, indexes and sequences really have', async () => {
  byHand(
    `export const users = p.pgTable('users', { id: p.integer().primaryKey().generatedAlwaysAsIdentity(), mail: p.text().unique() });
     export const posts = p.pgTable('posts', {
       id: p.serial().primaryKey(), author: p.integer().references(() => users.id), title: p.text().notNull(),
     }, (t) => [p.index().on(t.title), p.check('titled', sql\`title <> ''\`)]);`,
    `create sequence numbers;
create table users (id integer generated always as identity (sequence name users_numbers) primary key, mail text constraint one_mail unique);
create table posts (id serial, author integer constraint written_by references users (id), title text not null, constraint "Posts_PK" primary key (id), constraint has_title check (title <> ''));
alter sequence posts_id_seq rename to post_numbers;
create index by_title on posts (title);`,
  );
  // A check always has the name that the schema gives it.
  expect(await pending()).toEqual(['+ check posts.titled', '- check posts.has_title']);
  const names = recorded()
    .filter(({ entity }) => ['unique', 'primary-key', 'foreign-key', 'index', 'check'].includes(String(entity)))
    .map(({ entity, name }) => `${entity} ${name}`);
  expect(names.sort()).toEqual([
    'check has_title',
    'foreign-key written_by',
    'index by_title',
    'primary-key Posts_PK',
    'primary-key users_pkey',
    'unique one_mail',
  ]);
  expect(recorded().find(({ table, name }) => table === 'users' && name === 'id')).toMatchObject({
    identity: { name: 'users_numbers' },
  });
});

test('what is built otherwise than declared is recorded as it is built, and the difference is written and proven', async () => {
  byHand(
    `export const mood = p.pgEnum('mood', ['calm', 'happy', 'proud']);
     export const users = p.pgTable('users', { id: p.integer().primaryKey() });
     export const posts = p.pgTable('posts', {
       id: p.bigserial({ mode: 'number' }).primaryKey(), author: p.integer().references(() => users.id, { onDelete: 'cascade' }),
       title: p.varchar({ length: 100 }).notNull(), tags: p.text().array(), mood: mood().default('happy'), at: p.timestamp(),
     }, (t) => [p.check('titled', sql\`length(title) > 1\`), p.unique('one').on(t.title, t.mood)]);
     export const titles = p.pgView('titles', { id: p.bigint({ mode: 'number' }) }).as(sql\`select id from posts where title <> ''\`);`,
    `create type mood as enum ('calm', 'happy');
create table users (id integer primary key);
create table posts (id bigserial primary key, author integer references users (id), title varchar(50) default 'none',
  tags text[], mood mood default 'calm', at timestamp, extra numeric(10,2) not null default 0,
  constraint titled check (length(title) > 0), constraint one unique (title));
create view titles as select id from posts;`,
  );
  expect((await pending()).sort()).toEqual([
    '+ foreign key posts.posts_author_users_id_fkey',
    '- column posts.extra',
    '- foreign key posts.posts_author_fkey',
    '~ check posts.titled',
    '~ column posts.mood',
    '~ column posts.title',
    '~ enum mood',
    '~ unique posts.one',
    '~ view titles',
  ]);
  const column = (name: string) => recorded().find((each) => each.table === 'posts' && each.name === name);
  expect(column('title')).toMatchObject({ type: 'varchar(50)', default: "'none'::character varying" });
  expect(column('title')).not.toHaveProperty('notNull');
  expect(column('extra')).toMatchObject({ type: 'numeric(10,2)', notNull: true, default: '0' });
  expect(column('tags')).toMatchObject({ type: 'text', dimensions: 1 });
  expect((await write()).length).toBeGreaterThan(0);
  expect(await found()).toEqual([]);
});

test('what was recorded and is no longer declared stays a change; what nobody ever declared is told and left alone', async () => {
  const both = `export const a = p.pgTable('a', { id: p.integer().primaryKey(), kind: p.text() }, (t) => [p.index('by_kind').on(t.kind)]);
     export const b = p.pgTable('b', { id: p.integer().primaryKey() });`;
  byHand(
    both,
    `create table a (id integer primary key, kind text);
create index by_kind on a (kind);
create table b (id integer primary key);
create table legacy (id integer primary key);
create sequence numbers;
create type old_kind as enum ('x');`,
  );
  expect(await snapshot(demo.bench())).toMatchObject({
    snapshots: [{ pending: [] }],
    undeclared: ['enum old_kind', 'sequence numbers', 'table legacy'],
  });
  demo.schema('shop', "export const a = p.pgTable('a', { id: p.integer().primaryKey() });");
  const left = ['- table b', '- column a.kind', '- column b.id', '- primary key b.b_pkey', '- index a.by_kind'];
  expect((await pending()).sort()).toEqual(left.sort());
  expect(await found()).toEqual([expect.stringMatching(/^schema-changed /)]);
  const [written] = await write();
  expect(written?.text).toMatch(/DROP TABLE "b"/);
  expect(written?.text).not.toContain('legacy');
});

test('a broken or missing snapshot is repaired, and one that lies is corrected', async () => {
  byHand(
    "export const a = p.pgTable('a', { id: p.integer().primaryKey() });\nexport const ghost = p.pgTable('ghost', { id: p.integer() });",
    'create table a (id integer primary key);',
  );
  await snapshot(demo.bench());
  const right = demo.read(SNAPSHOT);
  // As versions before wrote it: whatever the schema said.
  const lies = right.replace(
    '"entities": [\n',
    '"entities": [\n    { "entity": "table", "schema": "public", "name": "ghost" },\n    { "entity": "column", "schema": "public", "table": "ghost", "name": "id", "type": "integer" },\n',
  );
  for (const text of [lies, '{', '<<<<<<< HEAD', right.replace('aaaaaaaaaaaa', 'bbbbbbbbbbbb')]) {
    demo.write(SNAPSHOT, text);
    await snapshot(demo.bench());
    expect(demo.read(SNAPSHOT)).toBe(right);
  }
  rmSync(join(demo.root, SNAPSHOT));
  await snapshot(demo.bench());
  expect(demo.read(SNAPSHOT)).toBe(right);
});

test('what no words are found for, and what cannot be built, is an error, and nothing is written', async () => {
  const schema = `export const a = p.pgTable('a', { id: p.integer().primaryKey(), n: p.text() }, (t) => [p.index('by_n').on(t.n)]);`;
  byHand(schema, 'create table a (id integer primary key, n text);\ncreate index by_n on a (lower(n)) where id > 0;');
  await expect(snapshot(demo.bench())).rejects.toMatchObject({
    code: 'snapshot-unsaid',
    facts: { things: ['index a.by_n'] },
  });
  byHand(schema, 'create table a (id integer primary key, n text);\ncreate index by_n on a (nowhere);');
  await expect(snapshot(demo.bench())).rejects.toThrow();
  expect(existsSync(join(demo.root, SNAPSHOT))).toBe(false);
});

test('objects of sql/: those that are built are recorded, the others stay changes', async () => {
  byHand(
    "export const a = p.pgTable('a', { id: p.integer().primaryKey() });",
    'create table a (id integer primary key);\ncreate function f() returns integer language sql as $$select 1$$;',
  );
  const sql = (name: string, result: number): void =>
    demo.write(
      `features/shop/sql/${name}.sql`,
      `create or replace function ${name}() returns integer language sql as $$select ${result}$$;`,
    );
  sql('f', 1);
  sql('g', 2);
  expect(await pending()).toEqual(['+ function g()']);
  const [written] = await write();
  expect(written?.text).toMatch(/function g\(\)/);
  expect(await found()).toEqual([]);
});

test('the reference workspace: nothing is pending, and twice has the same result', async () => {
  demo = referenceCopy(realProver());
  const first = await snapshot(demo.bench());
  expect(first.snapshots.flatMap(({ slice, pending: open }) => open.map((each) => `${slice}: ${each}`))).toEqual([]);
  const texts = first.snapshots.map(({ file }) => readFileSync(join(demo.root, file), 'utf8'));
  const second = await snapshot(demo.bench());
  expect(second.snapshots.map(({ file }) => demo.read(file))).toEqual(texts);
  expect(second.undeclared).toEqual([]);
  expect((await check(demo.bench(), { schema: true })).findings).toEqual([]);
});
