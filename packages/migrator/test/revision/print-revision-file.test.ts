import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRevisionFile } from '../../src/revision/parse-revision-file.ts';
import { printRevisionFile } from '../../src/revision/print-revision-file.ts';
import type { Revision } from '../../src/revision/revision.ts';
import type { RevisionDraft, SectionDraft } from '../../src/revision/revision-draft.ts';

const REVISION: Revision = {
  id: '8f3c2a1b9d04',
  revises: ['51aa0be2c7f3'],
  dependsOn: ['common'],
  labels: ['events'],
  message: 'add title to events',
  created: '2026-11-21T00:33:07Z',
  notes: ['ticket: A-1', '', 'Why: because'],
  slice: 'events',
  file: 'features/events/migrations/x.sql',
  kind: 'sql',
};

test('the printed form', () => {
  const text = printRevisionFile({
    revision: REVISION,
    upgrade: { statements: [{ sql: 'alter table events add column title text' }] },
    downgrade: {
      lossy: 'all "titles"',
      transaction: false,
      statements: [{ sql: 'alter table events drop column title' }],
    },
  });
  expect(text).toBe(`-- revision: 8f3c2a1b9d04
-- revises: 51aa0be2c7f3
-- branch-label: events
-- depends-on: common
-- message: add title to events
-- created: 2026-11-21T00:33:07Z
--
-- ticket: A-1
--
-- Why: because

-- migrate:upgrade
alter table events add column title text;

-- migrate:downgrade transaction=off lossy="all \\"titles\\""
alter table events drop column title;
`);
});

const word = fc.stringMatching(/^[a-z_][a-zA-Z0-9_.]{3,11}$/).filter((id) => !/^(?:heads?|base|current)$/i.test(id));
const line = fc.stringMatching(/^[A-Za-z"'\\é😀][ A-Za-z0-9"'\\:;,é😀-]{0,20}[a-z.]$/u);
const note = line.filter((text) => !/^[\w -]+:/.test(text));
const statement = fc.constantFrom(
  'select 1',
  "select ';', $$;$$",
  'create table t (\n  a int -- c;\n)',
  'create function f() returns int begin atomic select 1; end',
  "select E'\\''",
  '(select 1)',
  'insert into t values (1)\r\n, (2)',
);
const section: fc.Arbitrary<SectionDraft> = fc.record(
  {
    statements: fc.array(
      statement.map((sql) => ({ sql })),
      { maxLength: 4 },
    ),
    lossy: line,
    stub: line,
    rows: line,
    options: fc.constantFrom<Record<string, string>>(
      {},
      { 'lock-timeout': '5s' },
      { 'lock-timeout': '1', 'statement-timeout': '2min' },
    ),
  },
  { requiredKeys: ['statements'] },
);
const draft: fc.Arbitrary<RevisionDraft> = fc.record({
  revision: fc
    .record({
      names: fc.uniqueArray(word, { minLength: 6, maxLength: 6 }),
      optional: fc.record(
        {
          created: fc.constant('2026-11-21T00:33:07.5Z'),
          proof: line,
          unproven: line,
          alters: fc.record({
            slices: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
            reason: fc.constantFrom('why', 'the view: on volume -- moves, aside', "it's"),
          }),
          renames: fc.array(line, { minLength: 1 }),
          notes: fc.array(note, { minLength: 1 }),
        },
        { requiredKeys: [] },
      ),
      message: fc.oneof(line, fc.constant('')),
      merge: fc.boolean(),
    })
    .map(({ names: [id = '', a = '', b = '', c = '', d = '', e = ''], optional, message, merge }) => ({
      ...{ id, revises: merge ? [a, b] : [], dependsOn: merge ? [c] : [c, d], labels: merge ? [] : [e], message },
      ...optional,
      ...{ slice: 'events', file: 'features/events/migrations/x.sql', kind: 'sql' as const },
    })),
  upgrade: section,
  downgrade: fc.oneof(
    section,
    line.map((irreversible) => ({ irreversible, statements: [] })),
  ),
});

test('what is printed is read back', () => {
  fc.assert(
    fc.property(draft, ({ revision, upgrade, downgrade }) => {
      const file = parseRevisionFile(printRevisionFile({ revision, upgrade, downgrade }), revision);
      expect(file.revision).toEqual(revision);
      expect(file.upgrade).toMatchObject(withSql(upgrade));
      expect(file.downgrade).toMatchObject(withSql(downgrade));
      expect(file.upgrade?.statements).toHaveLength(upgrade.statements.length);
      // A parsed file can be printed again, and nothing changes any more.
      const again = { revision: file.revision, upgrade: file.upgrade!, downgrade: file.downgrade! };
      expect(printRevisionFile(again)).toBe(file.text);
    }),
    { numRuns: 300 },
  );
});

function withSql(section: SectionDraft): object {
  return { ...section, statements: section.statements.map(({ sql }) => ({ sql })) };
}

describe('what could not be read back is never printed', () => {
  const nothing: SectionDraft = { statements: [] };
  test.each<[string, Partial<Revision>, SectionDraft]>([
    ['a message of two lines', { message: 'a\n-- depends-on: b' }, nothing],
    ['a line that becomes a key of its own', { message: 'a\n-- proof: b' }, nothing],
    ['a note that is a key', { notes: ['rename: a'] }, nothing],
    ['an illegal id', { id: 'a@b' }, nothing],
    ['its own parent', { revises: ['8f3c2a1b9d04'] }, nothing],
    ['a statement that ends in a comment', {}, { statements: [{ sql: 'select 1 -- a' }] }],
    ['two statements in one', {}, { statements: [{ sql: 'select 1; select 2' }] }],
    ['no statement', {}, { statements: [{ sql: ' ' }] }],
    ['an open quote', {}, { statements: [{ sql: "select '" }] }],
    ['a statement that must run alone', {}, { statements: [{ sql: 'vacuum' }] }],
    ['a reason of two lines', {}, { lossy: 'a\nb', statements: [] }],
    ['a statement that is a section', {}, { statements: [{ sql: '-- migrate:downgrade\nselect 1' }] }],
  ])('%s', (_name, change, upgrade) => {
    const print = () => printRevisionFile({ revision: { ...REVISION, ...change }, upgrade, downgrade: nothing });
    expect(print).toThrow(expect.objectContaining({ code: 'revision-unprintable' }));
  });
});
