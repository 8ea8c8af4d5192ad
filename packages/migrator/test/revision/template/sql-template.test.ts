import { describe, expect, test } from 'vitest';
import { parseRevisionFile } from '../../../src/revision/parse-revision-file.ts';
import { printRevisionFile } from '../../../src/revision/print-revision-file.ts';
import { readSqlTemplate } from '../../../src/revision/template/sql-template.ts';
import { templateValues } from '../../../src/revision/template/template-values.ts';
import { withSqlTemplate } from '../../../src/revision/template/with-sql-template.ts';
import { withTemplateNotes } from '../../../src/revision/template/with-template-notes.ts';

const REVISION = {
  id: 'a1b2c3d4e5f6',
  revises: ['b1b2c3d4e5f6'],
  dependsOn: [],
  labels: [],
  message: "add O'Neil's %(slice); drop table x",
  slice: 'shop',
  file: 'features/shop/migrations/a.sql',
  kind: 'sql',
  created: '2026-11-21T00:33:07Z',
  notes: ['ticket: SHOP-1'],
} as const;
const VALUES = templateValues(REVISION, new Date('2026-11-21T00:33:07Z'), {});
const SECTIONS = '-- migrate:upgrade\n%(upgrade)\n-- migrate:downgrade\n%(downgrade)\n';

function written(text: string) {
  const template = readSqlTemplate({ file: 'templates/new.sql', text }, VALUES);
  const revision = withTemplateNotes(REVISION, template.notes);
  const section = (sql: string, lossy?: string) => ({
    statements: [{ sql, comments: [] }],
    ...(lossy === undefined ? {} : { lossy }),
  });
  const plain = printRevisionFile({
    revision,
    upgrade: section('create table t (id int)'),
    downgrade: section('drop table t', 'all rows of t'),
  });
  return withSqlTemplate(parseRevisionFile(plain, revision), template);
}

test('comments are around the statements, and markers keep their options', () => {
  const { text, revision } = written(`
-- Runbook: https://wiki.example.com/%(slice)/%%(rev)s

-- ticket: %(ticket)
-- impact: %(impact)
--   made %(created), %(year)-%(month)-%(day)

-- migrate:upgrade
-- up: %(message)

%(upgrade)
-- after
-- migrate:downgrade

%(downgrade)
-- 100% undone
`);
  expect(text).toBe(`-- revision: a1b2c3d4e5f6
-- revises: b1b2c3d4e5f6
-- message: add O'Neil's %(slice); drop table x
-- created: 2026-11-21T00:33:07Z
--
-- ticket: SHOP-1
-- Runbook: https://wiki.example.com/shop/a1b2c3d4e5f6
--
-- impact:
--   made 2026-11-21T00:33:07Z, 2026-11-21

-- migrate:upgrade
-- up: add O'Neil's %(slice); drop table x
create table t (id int);
-- after

-- migrate:downgrade lossy="all rows of t"
drop table t;
-- 100% undone
`);
  expect(revision).toMatchObject({ id: REVISION.id, revises: REVISION.revises, message: REVISION.message });
});

test('a template of markers alone changes nothing', () => {
  const { text } = written(SECTIONS);
  expect(text).toContain('\n\n-- migrate:upgrade\ncreate table t (id int);\n\n-- migrate:downgrade lossy=');
});

describe('a template is refused with its file and line', () => {
  test.each([
    ['', 1, 'has no section "-- migrate:upgrade"'],
    ['-- migrate:upgrade\n%(upgrade)\n', 2, 'has no section "-- migrate:downgrade"'],
    ['-- migrate:downgrade\n%(downgrade)\n', 2, 'has no section "-- migrate:upgrade"'],
    ['-- migrate:downgrade\n%(downgrade)\n-- migrate:upgrade\n%(upgrade)\n', 1, 'the markers are'],
    [`${SECTIONS}-- migrate:upgrade\n`, 5, 'the markers are'],
    ['-- migrate:upgrade transaction=off\n%(upgrade)\n-- migrate:downgrade\n%(downgrade)', 1, 'without options'],
    ['-- Migrate:upgrade\n%(upgrade)\n-- migrate:downgrade\n%(downgrade)', 1, 'the markers are'],
    ['-- migrate:upgrade\n-- migrate:downgrade\n%(downgrade)', 1, 'needs the line %(upgrade)'],
    ['-- migrate:upgrade\n%(upgrade)\n-- migrate:downgrade\n', 3, 'needs the line %(downgrade)'],
    ['-- migrate:upgrade\n%(downgrade)\n-- migrate:downgrade\n%(upgrade)', 2, 'needs the line %(upgrade)'],
    ['-- migrate:upgrade\n%(upgrade)\n%(upgrade)\n-- migrate:downgrade\n%(downgrade)', 3, 'once'],
    ['-- migrate:upgrade\n-- %(upgrade)\n-- migrate:downgrade\n%(downgrade)', 1, 'needs the line %(upgrade)'],
    ['-- migrate:upgrade\n%(upgrade) drop table x;\n-- migrate:downgrade\n%(downgrade)', 1, 'needs the line'],
    ['-- migrate:upgrade\nselect 1;\n%(upgrade)\n-- migrate:downgrade\n%(downgrade)', 2, 'line comments'],
    ['-- migrate:upgrade\n%(upgrade)\n-- migrate:downgrade\n%(downgrade)\ndrop table x;', 5, 'line comments'],
    ['-- migrate:upgrade\n/*\n%(upgrade)\n*/\n-- migrate:downgrade\n%(downgrade)', 2, 'line comments'],
    ['-- migrate:upgrade\n$$\n%(upgrade)\n$$\n-- migrate:downgrade\n%(downgrade)', 2, 'line comments'],
    [`select 1;\n${SECTIONS}`, 1, 'line comments'],
    [`%(message)\n${SECTIONS}`, 1, 'line comments'],
    [`-- a\n-- revision: %(revision)\n${SECTIONS}`, 2, '"revision" is a line of the header'],
    [`-- Depends on: x\n${SECTIONS}`, 1, '"depends-on" is a line of the header'],
    [`--proof: x\n${SECTIONS}`, 1, '"proof" is a line of the header'],
    [`-- %(sluug)\n${SECTIONS}`, 1, '%(sluug) is unknown; there are %(time)'],
    [`-- %(upgrade)\n${SECTIONS}`, 1, '%(upgrade) is unknown'],
    [`-- a\u001bb\n${SECTIONS}`, 1, 'control characters'],
    [`-- a\rdrop table x;\n${SECTIONS}`, 1, 'control characters'],
  ])('%j', (text, line, problem) => {
    expect(() => written(text)).toThrow(
      expect.objectContaining({
        code: 'revision-template',
        message: expect.stringContaining(problem),
        facts: expect.objectContaining({ file: 'templates/new.sql', line }),
      }),
    );
  });
});
