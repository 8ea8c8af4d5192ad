import { expect, test } from 'vitest';
import { revision } from '../../../src/commands/revision/revision.ts';
import { snapshot } from '../../../src/commands/snapshot/snapshot.ts';
import { closeProvers, realProver, shareProvers } from '../../proof/real-prover.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from './revision-kit.ts';

// A revision runs, since a revision by hand made what it needs; an empty database would not take what is declared.

shareDemo();
shareProvers();

const posts = (columns: string, more = '') =>
  `export const posts = p.pgTable('posts', { id: p.integer().primaryKey(), ${columns} }, () => [${more}]);`;
const FUNCTION = 'create function seven() returns integer immutable language sql as $$ select 7 $$;';
const DOMAIN = "create domain email as text check (value like '%@%');";

const MEMBERS = "\nexport const members = p.pgTable('members', { id: p.integer().primaryKey() });";
const POLICY = "p.pgPolicy('seen', { using: sql`exists (select 1 from members m where m.id = posts.id)` })";

interface Case {
  readonly sqlState: string;
  readonly name: string;
  readonly byHand: readonly [up: string, down: string];
  readonly wanted: string;
  /** What the hint says: how the thing is declared where it is, in `sql/` or in the schema file, and the change then. */
  readonly declared: { readonly sql?: string; readonly schema?: string; readonly changed?: string };
}

const CASES: readonly Case[] = [
  {
    sqlState: '42883',
    name: 'a function',
    byHand: [FUNCTION, 'drop function seven();'],
    wanted: posts('n: p.integer().default(sql`seven()`)'),
    declared: { sql: FUNCTION },
  },
  {
    sqlState: '42704',
    name: 'a type',
    byHand: [DOMAIN, 'drop domain email;'],
    wanted: posts("mail: p.customType({ dataType: () => 'email' })()"),
    declared: { sql: DOMAIN },
  },
  {
    sqlState: '42P01',
    name: 'a table',
    byHand: ['create table members (id integer primary key);', 'drop table members;'],
    wanted: posts('', POLICY),
    declared: { schema: `${posts('')}${MEMBERS}`, changed: `${posts('', POLICY)}${MEMBERS}` },
  },
  {
    sqlState: '42703',
    name: 'a column',
    byHand: ['alter table posts add column n integer;', 'alter table posts drop column n;'],
    wanted: posts('', "p.check('n_check', sql`n > 0`)"),
    declared: { schema: posts('n: p.integer()'), changed: posts('n: p.integer()', "p.check('n_check', sql`n > 0`)") },
  },
];

test.each(CASES)('$sqlState: $name that only a hand-written revision creates', async (each) => {
  const { sqlState, byHand, wanted, declared } = each;
  await closeProvers();
  const demo: DemoWorkspace = demoWorkspace(
    { blog: posts('') },
    realProver(() => demo),
  );
  const write = async (message: string, more: Partial<Parameters<typeof revision>[1]> = {}) =>
    await revision(demo.bench(), { message, slice: 'blog', ...more });
  await write('start');
  demo.write('hand.sql', `-- migrate:upgrade\n${byHand[0]}\n-- migrate:downgrade lossy="it"\n${byHand[1]}\n`);
  await write('by hand', { sqlFile: 'hand.sql' });
  const before = demo.migrations('blog');
  demo.schema('blog', wanted);
  await expect(write('change')).rejects.toMatchObject({
    code: 'fresh-build-failed',
    facts: { sqlState },
    hint: expect.stringMatching(
      /^The message names something that only a hand-written revision creates\. .*migrate snapshot$/,
    ),
  });
  expect(demo.migrations('blog')).toEqual(before);

  // As the hint says: declared, recorded as there, and then the change.
  demo.schema('blog', declared.schema ?? posts(''));
  if (declared.sql !== undefined) demo.write('features/blog/sql/all.sql', declared.sql);
  await snapshot(demo.bench(), { slices: ['blog'] });
  demo.schema('blog', declared.changed ?? wanted);
  expect((await write('change')).revisions).toHaveLength(1);
});
