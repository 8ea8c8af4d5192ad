import { expect, test } from 'vitest';
import { revision } from '../../../src/commands/revision/revision.ts';
import { demoWorkspace, shareDemo } from './revision-kit.ts';

shareDemo();

const EVENTS = "export const events = p.pgTable('events', { id: p.serial().primaryKey(), kind: p.text().notNull() });";
const POSTS = `import { events } from '@demo/events/schema';
export const posts = p.pgTable('posts', { id: p.integer().references(() => events.id) });`;

function workspace(template: string) {
  const demo = demoWorkspace({ events: EVENTS, posts: POSTS });
  demo.write('templates/new.sql', template);
  const bench = demo.bench();
  return { demo, bench: { ...bench, settings: { ...bench.settings, templates: { sql: 'templates/new.sql' } } } };
}

test('a generated revision has the comments of the template, and is proven with them', async () => {
  const { demo, bench } = workspace(
    '-- Owner: %(slice)\n-- migrate:upgrade\n-- before\n%(upgrade)\n-- migrate:downgrade\n%(downgrade)\n-- after\n',
  );
  const { revisions } = await revision(bench, { message: 'start' });
  expect(revisions.map(({ text }) => text)).toEqual([
    `-- revision: a00000000001
-- branch-label: events
-- message: start
-- created: 2026-11-21T00:33:08Z
--
-- Owner: events

-- migrate:upgrade
-- before
CREATE TABLE "events" (
	"id" serial PRIMARY KEY,
	"kind" text NOT NULL
);

-- migrate:downgrade lossy="all rows of events"
DROP TABLE "events";
-- after
`,
    // The dependency is added to the header afterwards.
    expect.stringContaining(
      '-- depends-on: a00000000001\n-- message: start\n-- created: 2026-11-21T00:33:08Z\n--\n-- Owner: posts\n',
    ),
  ]);
  expect(demo.proofs.at(-1)?.drafts.map(({ text }) => text)).toEqual(revisions.map(({ text }) => text));
});

test('a template that is wrong is refused before anything is proven or written', async () => {
  const { demo, bench } = workspace(
    '-- migrate:upgrade\n%(upgrade)\ndrop table users;\n-- migrate:downgrade\n%(downgrade)\n',
  );
  await expect(revision(bench, { message: 'start' })).rejects.toMatchObject({
    code: 'revision-template',
    facts: { file: 'templates/new.sql', line: 3, problem: 'statement' },
  });
  expect(demo.proofs).toEqual([]);
  expect(() => demo.migrations('events')).toThrow('ENOENT');
});
