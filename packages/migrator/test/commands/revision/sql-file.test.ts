import { expect, test } from 'vitest';
import { revision } from '../../../src/commands/revision/revision.ts';
import { demoWorkspace, shareDemo } from './revision-kit.ts';

shareDemo();

const SCHEMAS = {
  events: "export const t = p.pgTable('t', { id: p.uuid() });",
  common: "export const instruments = p.pgTable('instruments', { id: p.uuid() });",
};

test.each([
  ['an open string', "select 1;\nselect 'open", 'fix.sql:2:8: the string'],
  ['an open string below a marker', "-- migrate:upgrade\nselect 'open", 'fix.sql:2:8: the string'],
  ['an unknown option', '-- why\n-- migrate:upgrade losy="x"\n', 'fix.sql:2:20: section option "losy"'],
  ['a way back alone', '-- migrate:downgrade\nselect 1;\n', 'fix.sql:2:10: there is no "-- migrate:upgrade"'],
  ['text above the markers', 'select 1;\n-- migrate:upgrade\n', 'fix.sql:1:1: '],
  ['COMMIT', 'select 1;\n\n  commit;', 'fix.sql:3:3: '],
  ['what runs alone', 'vacuum;', 'fix.sql:1:1: '],
  ['a statement of another slice', 'select 1;\nalter table instruments add column a text;', 'fix.sql:2:1: '],
])('%s is refused with the place in the file that was given', async (_, sql, message) => {
  const demo = demoWorkspace(SCHEMAS);
  await revision(demo.bench(), { message: 'start' });
  demo.write('fix.sql', sql);
  const before = demo.migrations('events');
  const refused = revision(demo.bench(), { message: 'fix', slice: 'events', sqlFile: 'fix.sql' });
  await expect(refused).rejects.toMatchObject({
    message: expect.stringContaining(message),
    facts: { file: 'fix.sql', slice: 'events' },
  });
  expect(demo.migrations('events')).toEqual(before);
});

test.each([
  ['without markers', '\uFEFF-- why\nselect 1;\nselect 2', [], [2, 3]],
  ['with markers', '-- why\n-- migrate:upgrade\nselect 1;\n-- migrate:downgrade\nselect 2;\n', [5], [3]],
])(
  'what is proven %s has the lines of the file that was given, and the content of the one to be written',
  async (_, sql, down, up) => {
    const demo = demoWorkspace(SCHEMAS);
    await revision(demo.bench(), { message: 'start' });
    demo.write('fix.sql', sql);
    const { revisions } = await revision(demo.bench(), { message: 'fix', slice: 'events', sqlFile: 'fix.sql' });
    const draft = demo.proofs.at(-1)?.drafts.at(-1);
    expect(draft?.revision).toMatchObject({ id: revisions[0]?.revision, file: 'fix.sql' });
    expect(draft?.upgrade?.statements.map(({ line }) => line)).toEqual(up);
    expect(draft?.downgrade?.statements.map(({ line }) => line)).toEqual(down);
    const { graph, workspace } = demo.bench();
    const written = graph().require(revisions[0]?.revision ?? '');
    expect(workspace.checksumOf(written)).toBe(draft?.checksum);
    expect(revisions[0]?.text).not.toContain('\uFEFF');
  },
);
