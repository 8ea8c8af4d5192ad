import { expect, test } from 'vitest';
import { revision } from '../../../src/commands/revision/revision.ts';
import { demoWorkspace, shareDemo } from './revision-kit.ts';

shareDemo();

const EVENTS = "export const events = p.pgTable('events', { id: p.serial().primaryKey(), kind: p.text().notNull() });";
const COMMON = "export const users = p.pgTable('users', { id: p.integer().primaryKey(), name: p.text() });";
const POSTS = `import { users } from '@demo/common/schema';
export const posts = p.pgTable('posts', { id: p.integer().primaryKey(), author: p.integer().references(() => users.id) });`;

test('the first revision of a slice is labelled, proven and has a snapshot; then nothing has changed', async () => {
  const demo = demoWorkspace({ events: EVENTS });
  const result = await revision(demo.bench(), { message: 'create events' });
  expect(result.revisions.map(({ text }) => text)).toEqual([
    `-- revision: a00000000001
-- branch-label: events
-- message: create events
-- created: 2026-11-21T00:33:08Z

-- migrate:upgrade
CREATE TABLE "events" (
	"id" serial PRIMARY KEY,
	"kind" text NOT NULL
);

-- migrate:downgrade lossy="all rows of events"
DROP TABLE "events";
`,
  ]);
  expect(demo.migrations('events')).toEqual(['20261121T003308_a00000000001_create_events.sql', 'snapshots']);
  expect(demo.proofs.map(({ drafts }) => drafts.map((draft) => draft.revision.id))).toEqual([['a00000000001']]);
  expect(demo.read('features/events/migrations/snapshots/a00000000001.json')).toBe(`{
  "braid": 1,
  "slice": "events",
  "revision": "a00000000001",
  "entities": [
    { "entity": "table", "schema": "public", "name": "events" },
    { "entity": "column", "schema": "public", "table": "events", "name": "id", "notNull": true, "type": "serial" },
    { "entity": "column", "schema": "public", "table": "events", "name": "kind", "notNull": true, "type": "text" },
    { "entity": "primary-key", "schema": "public", "table": "events", "name": "events_pkey", "columns": ["id"] }
  ]
}
`);
  expect(await revision(demo.bench(), { message: 'again' })).toEqual({
    slices: ['events'],
    revisions: [],
    approvals: [],
    hooks: [],
    schemas: [{ slice: 'events', compared: true, reason: null, snapshots: ['a00000000001'], keptNames: [] }],
  });
});

test('changes of several slices become one revision in each, the referenced slice first', async () => {
  const demo = demoWorkspace({ posts: POSTS, common: COMMON });
  const { revisions } = await revision(demo.bench(), { message: 'start' });
  expect(revisions.map(({ slice, revises, dependsOn }) => ({ slice, revises, dependsOn }))).toEqual([
    { slice: 'common', revises: [], dependsOn: [] },
    { slice: 'posts', revises: [], dependsOn: ['a00000000001'] },
  ]);
  // Made by one command, they are of one moment.
  expect(revisions.map(({ text }) => /created: (.*)/.exec(text)?.[1])).toEqual(Array(2).fill('2026-11-21T00:33:08Z'));
  // Each with its own target.
  expect(demo.proofs.map(({ drafts, target }) => [drafts.length, target !== undefined])).toEqual([
    [1, true],
    [2, true],
  ]);
});

test('a reference that goes is dropped before what it refers to', async () => {
  const demo = demoWorkspace({ common: COMMON, posts: POSTS });
  await revision(demo.bench(), { message: 'start' });
  demo.schema('common', "export const other = p.pgTable('other', { id: p.integer().primaryKey() });");
  demo.schema('posts', "export const posts = p.pgTable('posts', { id: p.integer().primaryKey() });");
  const { revisions } = await revision(demo.bench(), { message: 'drop users', created: ['other'] });
  expect(revisions.map(({ slice, dependsOn, upgrade }) => ({ slice, dependsOn, upgrade }))).toEqual([
    { slice: 'posts', dependsOn: [], upgrade: { lossy: ['the data in posts.author'], rows: [] } },
    { slice: 'common', dependsOn: ['a00000000003'], upgrade: { lossy: ['all rows of users'], rows: [] } },
  ]);
});

test('one slice alone is refused while it needs what another has not written', async () => {
  const demo = demoWorkspace({ common: COMMON, posts: POSTS });
  const error = revision(demo.bench(), { message: 'start', slice: 'posts' });
  await expect(error).rejects.toMatchObject({ code: 'pending-slice', facts: { slice: 'posts', pending: ['common'] } });
  expect(() => demo.migrations('posts')).toThrow();
});

test('a rename without a terminal names the candidates and the flags; recorded, it is known to other slices', async () => {
  const demo = demoWorkspace({ common: COMMON, posts: POSTS });
  await revision(demo.bench(), { message: 'start' });
  demo.schema('common', COMMON.replace("pgTable('users'", "pgTable('people'"));
  await expect(revision(demo.bench(), { message: 'rename' })).rejects.toMatchObject({
    code: 'rename-ambiguous',
    message: 'table people is new. Was it users before?',
    hint: "Answer with an option for each:\n--rename 'table users=people'  or  --new 'table people'",
  });
  const { revisions } = await revision(demo.bench(), { message: 'rename', renames: ['users=people'] });
  expect(revisions.map(({ slice, renames }) => ({ slice, renames }))).toEqual([
    { slice: 'common', renames: ['table users=people'] },
  ]);
  expect(revisions[0]?.text).toContain('ALTER TABLE "users" RENAME TO "people";');
  expect(revisions[0]?.text).toContain('ALTER TABLE "people" RENAME TO "users";');
  expect(await revision(demo.bench(), { message: 'nothing' })).toMatchObject({ revisions: [] });
});

test('a rename that matches nothing is refused', async () => {
  const demo = demoWorkspace({ events: EVENTS });
  await revision(demo.bench(), { message: 'start' });
  await expect(revision(demo.bench(), { message: 'x', renames: ['nowhere=elsewhere'] })).rejects.toMatchObject({
    code: 'rename-unused',
  });
});

test('a column without a default says where its backfill goes', async () => {
  const demo = demoWorkspace({ events: EVENTS });
  await revision(demo.bench(), { message: 'start' });
  demo.schema(
    'events',
    EVENTS.replace('kind: p.text().notNull()', 'kind: p.text().notNull(), title: p.text().notNull()'),
  );
  const { revisions } = await revision(demo.bench(), { message: 'add title' });
  expect(revisions[0]?.text.slice(revisions[0].text.indexOf('-- migrate:upgrade'))).toBe(
    `-- migrate:upgrade rows="any row of events, until a backfill gives events.title a value"
ALTER TABLE "events" ADD COLUMN "title" text;
-- Backfill: give events.title a value in every row here, for example
-- UPDATE "events" SET "title" = … WHERE "title" IS NULL;
ALTER TABLE "events" ADD CONSTRAINT "events_title_filled" CHECK ("title" IS NOT NULL) NOT VALID;
ALTER TABLE "events" VALIDATE CONSTRAINT "events_title_filled";
ALTER TABLE "events" ALTER COLUMN "title" SET NOT NULL;
ALTER TABLE "events" DROP CONSTRAINT "events_title_filled";

-- migrate:downgrade lossy="the data in events.title"
ALTER TABLE "events" DROP COLUMN "title";
`,
  );
});

test('a new value that is used at once takes two revisions', async () => {
  const enumOf = (values: string, standard: string) =>
    `export const mood = p.pgEnum('mood', [${values}]);
     export const people = p.pgTable('people', { id: p.integer(), mood: mood().default('${standard}') });`;
  const demo = demoWorkspace({ people: enumOf("'a', 'b'", 'a') });
  await revision(demo.bench(), { message: 'start' });
  demo.schema('people', enumOf("'a', 'b', 'c'", 'c'));
  const { revisions } = await revision(demo.bench(), { message: 'add c' });
  expect(revisions.map(({ message, revises }) => ({ message, revises }))).toEqual([
    { message: 'add c (values first)', revises: ['a00000000001'] },
    { message: 'add c', revises: ['a00000000002'] },
  ]);
});

test.each([
  ['empty', { empty: true }, 'sql', '-- migrate:upgrade\n\n-- migrate:downgrade\n', null],
  ['data', { data: true }, 'ts', 'export async function upgrade(op: DataOperations): Promise<void> {', null],
  [
    'sql-file',
    { sqlFile: 'by-hand.sql' },
    'sql',
    '-- migrate:upgrade\nselect 1;\n\n-- migrate:downgrade irreversible=',
    'features/events/migrations/snapshots/mine.json',
  ],
])('--%s writes a revision on the head of the slice', async (_, option, extension, part, snapshot) => {
  const demo = demoWorkspace({ events: EVENTS });
  demo.write('by-hand.sql', 'select 1\n');
  await revision(demo.bench(), { message: 'start' });
  const options = { message: 'by hand', slice: 'events', revisionId: 'mine', branchLabels: ['line'], ...option };
  const { revisions } = await revision(demo.bench(), options);
  expect(revisions).toMatchObject([{ revision: 'mine', revises: ['a00000000001'], labels: ['line'], snapshot }]);
  expect(revisions[0]?.file).toMatch(new RegExp(`_mine_by_hand\\.${extension}$`));
  expect(revisions[0]?.text).toContain(part);
  expect(demo.bench().graph().heads).toEqual(['mine']);
  // The snapshot of the revision below still counts.
  expect(await revision(demo.bench(), { message: 'nothing' })).toMatchObject({ revisions: [] });
});

test('what cannot be proven is not written, unless it says why', async () => {
  const refusing = {
    prove: () => Promise.reject(new Error('the proof failed')),
    build: async () => ({ entities: [] }),
    builtBy: async () => ({ entities: [] }),
    builtInTurn: async () => undefined,
  };
  const demo = demoWorkspace({ events: EVENTS }, refusing);
  await expect(revision(demo.bench(), { message: 'start' })).rejects.toThrow('the proof failed');
  expect(demo.bench().graph().size).toBe(0);
  const { revisions } = await revision(demo.bench(), { message: 'start', unproven: 'needs an extension' });
  expect(revisions[0]?.text).toContain('-- unproven: needs an extension\n');
});

test('two branches of a slice do not touch the same files', async () => {
  const demo = demoWorkspace({ events: EVENTS });
  const [root] = (await revision(demo.bench(), { message: 'start' })).revisions;
  demo.schema('events', EVENTS.replace('kind: p.text()', 'a: p.text(), kind: p.text()'));
  const [first] = (await revision(demo.bench(), { message: 'add a' })).revisions;
  demo.schema('events', EVENTS.replace('kind: p.text()', 'b: p.text(), kind: p.text()'));
  const options = { message: 'add b', slice: 'events', heads: [root?.revision ?? ''], splice: true };
  const [second] = (await revision(demo.bench(), options)).revisions;
  expect(second?.text).toContain('ADD COLUMN "b"');
  expect(demo.bench().graph().heads).toEqual([first?.revision, second?.revision]);
  await expect(revision(demo.bench(), { message: 'more' })).rejects.toMatchObject({ code: 'multiple-heads' });
});

test.each([
  ['an id that is taken', { revisionId: 'a00000000001' }, /^The id a00000000001 is already used by features\/events\//],
  ['an id that cannot be', { revisionId: 'a@b' }, /^"a@b" cannot be the id of a revision: it may only have/],
  ['a reserved word', { revisionId: 'head' }, /it is a reserved word\.$/],
  ['a label that is taken', { branchLabels: ['events'] }, /^The label "events" is already used by features\/events\//],
  ['a label that cannot be', { branchLabels: ['1x'] }, /^"1x" cannot be a branch label/],
])('%s is refused before anything is written', async (_, options, message) => {
  const demo = demoWorkspace({ events: EVENTS });
  await revision(demo.bench(), { message: 'start' });
  const files = demo.migrations('events');
  const refused = revision(demo.bench(), { message: 'x', slice: 'events', empty: true, ...options });
  await expect(refused).rejects.toMatchObject({ outcome: 'usage', message: expect.stringMatching(message) });
  expect(demo.migrations('events')).toEqual(files);
});

test('a part of the id of --head tells the slice', async () => {
  const demo = demoWorkspace({ common: COMMON, events: EVENTS });
  const { revisions } = await revision(demo.bench(), { message: 'start' });
  const events = revisions.find(({ slice }) => slice === 'events')?.revision ?? '';
  const options = { message: 'by hand', empty: true, heads: [events.slice(0, 12)], revisionId: 'mine' };
  expect((await revision(demo.bench(), options)).revisions).toMatchObject([{ slice: 'events', revises: [events] }]);
  const more = await revision(demo.bench(), { message: 'more', empty: true, heads: ['min'] });
  expect(more.revisions).toMatchObject([{ slice: 'events', revises: ['mine'] }]);
  const unknown = revision(demo.bench(), { message: 'more', empty: true, heads: ['nope'] });
  await expect(unknown).rejects.toMatchObject({ code: 'unknown-revision' });
});
