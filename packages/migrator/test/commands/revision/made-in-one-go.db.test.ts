import { expect, test } from 'vitest';
import { revision } from '../../../src/commands/revision/revision.ts';
import { closeProvers, realProver, shareProvers } from '../../proof/real-prover.ts';
import { demoWorkspace, shareDemo } from './revision-kit.ts';

// Things of a schema and of sql/ that use each other, made or changed in one revision; each is proven up, down and up again.

shareDemo();
shareProvers();

const posts = (columns: string, parts = '') =>
  `export const posts = p.pgTable('posts', { id: p.integer().primaryKey(), ${columns} }, (t) => [${parts}]);`;
const upper = (argument: string) =>
  `create or replace function f(${argument} text) returns text language sql immutable as $$ select upper(${argument}) $$;`;
const computed = posts(
  'a: p.text(), g: p.text().generatedAlwaysAs(sql`f(a)`)',
  `p.index('of_g').on(t.g), p.index('of_f').on(sql\`f(\${t.a})\`)`,
);
const initial = posts("a: p.text().default(sql`f('x')`)");
const reading = "p.pgPolicy('reads', { using: sql`id in (select id from allowed)` })";
const calling = "p.pgPolicy('calls', { using: sql`app.may(id)` })";

interface End {
  readonly schema: string;
  readonly sql?: string;
}

const CASES: readonly (readonly [string, End, End, readonly RegExp[]])[] = [
  [
    'a function is made again under a generated column and indexes',
    { schema: computed, sql: upper('x') },
    { schema: computed, sql: upper('y') },
    [/DROP INDEX "of_g"/, /DROP COLUMN "g"/, /DROP FUNCTION/, /create function/, /ADD COLUMN "g"/, /INDEX "of_g" ON/],
  ],
  [
    'a function is made again under a default',
    { schema: initial, sql: upper('x') },
    { schema: initial, sql: upper('y') },
    [/DROP DEFAULT/, /DROP FUNCTION/, /create function/, /SET DEFAULT f\('x'\)/],
  ],
  [
    'policies of an old and a new table read a new view',
    { schema: posts('a: p.text()') },
    {
      schema: `${posts('a: p.text()', reading)}
        export const base = p.pgTable('base', { id: p.integer().primaryKey() }, () => [${reading}]);
        export const allowed = p.pgView('allowed').as((qb) => qb.select({ id: base.id }).from(base));`,
    },
    [/CREATE TABLE "base"/, /CREATE VIEW "allowed"/, /CREATE POLICY "reads" ON "base"/],
  ],
  [
    'a policy reads a new view of sql/',
    { schema: posts('a: p.text()') },
    {
      schema: posts('a: p.text()', reading),
      sql: 'create view allowed as select id from posts where a is not null;',
    },
    [/create view allowed/, /CREATE POLICY "reads" ON "posts"/],
  ],
  [
    'a policy calls a new function in a new schema',
    { schema: posts('a: p.text()') },
    {
      schema: `export const app = p.pgSchema('app'); ${posts('a: p.text()', calling)}`,
      sql: 'create or replace function app.may(x int) returns boolean language sql stable as $$ select true $$;',
    },
    [/CREATE SCHEMA "app"/, /create function app.may/, /CREATE POLICY "calls"/],
  ],
];

test.each(CASES)('%s', async (_, before, after, order) => {
  await closeProvers();
  const prover = realProver(() => demo);
  const demo = demoWorkspace({ blog: before.schema }, prover);
  const put = ({ schema, sql }: End): void => {
    demo.schema('blog', schema);
    if (sql !== undefined) demo.write('features/blog/sql/functions.sql', sql);
  };
  put(before);
  await revision(demo.bench(), { message: 'start' });
  put(after);
  const [change] = (await revision(demo.bench(), { message: 'change' })).revisions;
  const [upgrade = ''] = (change?.text ?? '').split('-- migrate:downgrade');
  const places = order.map((pattern) => upgrade.search(pattern));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(demo.proofs).toHaveLength(2);
});
