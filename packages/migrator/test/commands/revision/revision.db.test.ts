import { expect, test } from 'vitest';
import { revision } from '../../../src/commands/revision/revision.ts';
import { realProver, shareProvers } from '../../proof/real-prover.ts';
import { type DemoWorkspace, demoWorkspace, referenceCopy, shareDemo } from './revision-kit.ts';

shareDemo();
shareProvers();

let demo: DemoWorkspace;

test('what is generated for two slices is proven by running it', async () => {
  demo = demoWorkspace(
    {
      common: `export const mood = p.pgEnum('mood', ['sad', 'happy']);
        export const users = p.pgTable('users', { id: p.serial().primaryKey(), name: p.text(), mood: mood().default('sad') });`,
      posts: `import { mood, users } from '@demo/common/schema';
        export const posts = p.pgTable('posts', { id: p.serial().primaryKey(), author: p.integer().references(() => users.id), mood: mood() });
        export const happy = p.pgView('happy', { id: p.integer() }).as(sql\`select id from posts where mood = 'happy'\`);`,
    },
    realProver(() => demo),
  );
  expect((await revision(demo.bench(), { message: 'start' })).revisions).toHaveLength(2);
  // A value goes that a column and a view of the other slice know, a table gets another name, a column becomes NOT NULL.
  demo.schema(
    'common',
    `export const mood = p.pgEnum('mood', ['happy', 'calm']);
     export const people = p.pgTable('people', { id: p.integer().primaryKey().generatedAlwaysAsIdentity(), name: p.text().notNull(), mood: mood().default('calm') });`,
  );
  demo.schema(
    'posts',
    `import { mood, people } from '@demo/common/schema';
     export const posts = p.pgTable('posts', { id: p.bigserial({ mode: 'number' }).primaryKey(), author: p.integer().references(() => people.id), mood: mood(), title: p.text() });
     export const happy = p.pgView('happy', { id: p.bigint({ mode: 'number' }) }).as(sql\`select id from posts where mood = 'happy'\`);`,
  );
  const { revisions } = await revision(demo.bench(), {
    message: 'change',
    renames: ['users=people'],
    created: ["mood.'calm'"],
  });
  expect(revisions.map(({ slice, dependsOn }) => ({ slice, dependsOn }))).toEqual([
    { slice: 'common', dependsOn: ['a00000000002'] },
    { slice: 'posts', dependsOn: ['a00000000003'] },
  ]);
  expect(revisions[0]?.upgrade.rows).toContain("rows whose posts.mood is 'sad'");
  expect(await revision(demo.bench(), { message: 'nothing' })).toMatchObject({ revisions: [] });
});

test('an SQL file gets a snapshot when it makes what the schema declares, and tells the difference when not', async () => {
  demo = demoWorkspace(
    { a: "export const t = p.pgTable('t', { id: p.integer().primaryKey() });" },
    realProver(() => demo),
  );
  await revision(demo.bench(), { message: 'start' });
  const withTitle = "export const t = p.pgTable('t', { id: p.integer().primaryKey(), title: p.text() });";
  const sql = (column: string): string => `-- migrate:upgrade
alter table t add column ${column} text;

-- migrate:downgrade lossy="it"
alter table t drop column ${column};
`;
  demo.write('other.sql', sql('heading'));
  const unknown = await revision(demo.bench(), { message: 'heading', slice: 'a', sqlFile: 'other.sql' });
  expect(unknown.revisions).toMatchObject([{ snapshot: null, differences: ['+ column public.t.heading'] }]);
  // The schema knows it: nothing is left to generate.
  demo.schema('a', withTitle.replace('title', 'heading'));
  demo.write('title.sql', sql('title'));
  const half = await revision(demo.bench(), { message: 'title', slice: 'a', sqlFile: 'title.sql' });
  expect(half.revisions).toMatchObject([{ snapshot: null, differences: ['+ column public.t.title'] }]);
  demo.schema('a', withTitle.replace('title', 'title: p.text(), heading: p.text(), note'));
  demo.write('note.sql', sql('note'));
  const [whole] = (await revision(demo.bench(), { message: 'note', slice: 'a', sqlFile: 'note.sql' })).revisions;
  expect(whole).toMatchObject({ differences: [], snapshot: `features/a/migrations/snapshots/${whole?.revision}.json` });
  expect(await revision(demo.bench(), { message: 'nothing' })).toMatchObject({ revisions: [] });
});

test('the reference workspace is unchanged, and a change of three of its slices is written and proven', async () => {
  demo = referenceCopy(realProver(() => demo));
  expect(await revision(demo.bench(), { message: 'nothing' })).toMatchObject({ revisions: [] });
  const edit = (slice: string, from: string, to: string): void => {
    const file = `features/${slice}/src/schema.ts`;
    const text = demo.read(file);
    expect(text).toContain(from);
    demo.write(file, text.replace(from, to));
  };
  edit(
    'events',
    'source: varchar({ length: 100 }),',
    "origin: varchar('origin', { length: 200 }),\n    title: text(),",
  );
  edit(
    'common',
    'volume: numeric({ precision: 20, scale: 2 }).notNull().default(sql`0`),\n    adjustedClose',
    'volume: numeric({ precision: 22, scale: 2 }).notNull().default(sql`0`),\n    adjustedClose',
  );
  // Another slice refers to it, which is not there where the revision of this one is proven.
  edit('discord', "'discord_messages',", "'discord_posts',");
  const renames = ['events.source=origin', 'discord_messages=discord_posts'];
  const options = { message: 'widen and title', renames, created: ['events.title'] };
  const { revisions } = await revision(demo.bench(), options);
  expect(revisions.map(({ slice, revises }) => ({ slice, revises }))).toEqual([
    { slice: 'common', revises: ['8da744bf31d7'] },
    { slice: 'discord', revises: ['e18ff95b4e6b'] },
    { slice: 'events', revises: ['11edddef0cec'] },
  ]);
  // The view on the column steps aside.
  expect(revisions[0]?.text).toMatch(
    /DROP VIEW "latest_closes";[\s\S]*numeric\(22,2\)[\s\S]*CREATE VIEW "latest_closes"/,
  );
});

test('a default that its type does not hold as it is, is found by a row', async () => {
  const schema = (columns: string) => `export const t = p.pgTable('t', { id: p.integer().primaryKey(), ${columns} });`;
  demo = demoWorkspace(
    { one: schema('') },
    realProver(() => demo),
  );
  await revision(demo.bench(), { message: 'start' });
  const before = demo.migrations('one');
  demo.schema('one', schema("n: p.integer().default(1.5), ok: p.text().default('C:\\tmp')"));
  await expect(revision(demo.bench(), { message: 'wrong' })).rejects.toMatchObject({
    code: 'proof-default-differs',
    facts: {
      defaults: [{ column: 't.n', wanted: '1.5', stored: '2' }],
    },
  });
  expect(demo.migrations('one')).toEqual(before);
});
