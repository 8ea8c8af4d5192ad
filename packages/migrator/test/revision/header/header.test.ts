import { describe, expect, test } from 'vitest';
import { parseHeader } from '../../../src/revision/header/header.ts';

const SQL = { slice: 'events', file: 'features/events/migrations/x.sql' };
const TS = { slice: 'events', file: 'features/events/migrations/x.ts' };

test('a whole header', () => {
  const text = `-- revision: 8f3c2a1b9d04
-- revises: 51aa0be2c7f3,d.E_1
-- branch-label: events , market-data
-- depends-on: 3d1f77c0aa12, common
-- message: add title: to events, -- now
-- created: 2026-11-21T00:33:07Z
-- proof: ancestor=a heads=b,c catalog=d tool=0.1.0
-- rename: table a = b
-- rename: column a.b = a.c
-- unproven: no scratch server
-- alters: common,market-data "the column moves: to events"
-- ticket: ABC-1
-- ABC-2: also https://example.org/a
--
-- Data impact: none.
--   indented
--

-- after a blank line, and note: nothing
-- migrate:upgrade
-- depends-on: not a header any more
`;
  expect(parseHeader(text, SQL)).toEqual({
    id: '8f3c2a1b9d04',
    revises: ['51aa0be2c7f3', 'd.E_1'],
    dependsOn: ['3d1f77c0aa12', 'common'],
    labels: ['events', 'market-data'],
    message: 'add title: to events, -- now',
    created: '2026-11-21T00:33:07Z',
    proof: 'ancestor=a heads=b,c catalog=d tool=0.1.0',
    renames: ['table a = b', 'column a.b = a.c'],
    unproven: 'no scratch server',
    alters: { slices: ['common', 'market-data'], reason: 'the column moves: to events' },
    notes: [
      'ticket: ABC-1',
      'ABC-2: also https://example.org/a',
      '',
      'Data impact: none.',
      '  indented',
      '',
      'after a blank line, and note: nothing',
    ],
    ...SQL,
    kind: 'sql',
  });
});

describe('the same header, however it is written', () => {
  const base = { id: 'a1', revises: [], dependsOn: [], labels: [], message: '', ...SQL, kind: 'sql' };
  test.each([
    ['least', '-- revision: a1'],
    ['BOM and CRLF', '\uFEFF-- revision: a1\r\n-- revises:\r\n\r\n-- migrate:upgrade\r\n'],
    ['base', '-- revises: base\n-- revision: a1\n'],
    ['blanks', '\n  --revision:a1  \n--\tdepends-on:  \n-- message:\n'],
  ])('%s', (_name, text) => expect(parseHeader(text, SQL)).toEqual(base));

  test('in TypeScript it ends at the first line of code', () => {
    const text = '// revision: a1\n// revises: b2\n\n// Why.\n\nimport x from "y";\n// depends-on: c\n';
    expect(parseHeader(text, TS)).toEqual({ ...base, ...TS, kind: 'ts', revises: ['b2'], notes: ['Why.'] });
  });
});

describe('what is wrong with a header', () => {
  const id = '-- revision: a1\n';
  test.each<[code: string, text: string, line: number, column: number, hint: string | RegExp]>([
    ['header-key-missing', '-- message: x\n-- migrate:upgrade\n', 1, 1, '-- revision: 8f3c2a1b9d04'],
    ['header-key-missing', '', 1, 1, '-- revision: '],
    ['header-key-duplicate', `${id}-- message: x\n-- message: y\n`, 3, 4, 'Keep one "message" line'],
    ['header-value-invalid', `${id}-- alters: common`, 2, 12, 'the reason in double quotes'],
    ['header-value-invalid', `${id}-- alters: "why"`, 2, 12, 'the reason in double quotes'],
    ['header-value-invalid', `${id}-- alters: a,a "why"`, 2, 12, 'Keep it once'],
    ['header-key-unknown', `${id}-- revise: b\n`, 2, 4, 'Write "revises:"'],
    ['header-key-unknown', `${id}-- depends_on: b\n`, 2, 4, 'Write "depends-on:"'],
    ['header-key-unknown', `${id}-- Depends on: b\n`, 2, 4, 'Write "depends-on:"'],
    ['header-key-unknown', '-- Revision: a1\n', 1, 4, 'Write "revision:"'],
    ['header-key-unknown', `${id}-- lable: b\n`, 2, 4, '-- note: …'],
    ['header-key-unknown', `${id}-- tikcet: b\n`, 2, 4, 'Write "ticket:"'],
    ['header-key-misplaced', `${id}\n-- depends-on: b\n`, 3, 4, 'Move "-- depends-on: …" up'],
    ['header-key-misplaced', `${id}--\n--   Revises: b\n`, 3, 6, 'Move "-- revises: …" up'],
    ['header-character-invalid', `${id}-- message: a\x1b[31mb\n`, 2, 14, 'Remove the character'],
    ['header-character-invalid', `${id}-- message: a\rdrop table t\n`, 2, 14, 'Remove the character'],
    ['header-value-invalid', '-- revision:\n', 1, 13, '8f3c2a1b9d04'],
    ['header-value-invalid', '-- revision: a-b\n', 1, 14, '8f3c2a1b9d04'],
    ['header-value-invalid', '-- revision: .a\n', 1, 14, '8f3c2a1b9d04'],
    ['header-value-invalid', '-- revision: Heads\n', 1, 14, '8f3c2a1b9d04'],
    ['header-value-invalid', `-- revision: ${'a'.repeat(65)}\n`, 1, 14, '8f3c2a1b9d04'],
    ['header-value-invalid', `${id}-- revises: a@b\n`, 2, 13, '8f3c2a1b9d04'],
    ['header-value-invalid', `${id}-- revises: b, base\n`, 2, 13, '8f3c2a1b9d04'],
    ['header-value-invalid', `${id}-- revises: b,\n`, 2, 13, 'a, b'],
    ['header-value-invalid', `${id}-- revises: b, c, b\n`, 2, 13, 'Keep it once'],
    ['header-value-invalid', `${id}-- revises: a1\n`, 2, 13, 'Remove it from "revises"'],
    ['header-value-invalid', `${id}-- depends-on: b, a1\n`, 2, 16, 'Remove it from "depends-on"'],
    ['header-value-invalid', `${id}-- branch-label: my events\n`, 2, 18, 'my_events'],
    ['header-value-invalid', `${id}-- branch-label: head\n`, 2, 18, 'another label'],
    ['header-value-invalid', `${id}-- branch-label: 1st\n`, 2, 18, '_1st'],
    ['header-value-invalid', `${id}-- created: 2026-11-21\n`, 2, 13, '2026-11-21T00:33:07Z'],
    ['header-value-invalid', `${id}-- created: 2026-02-29T00:00:00Z\n`, 2, 13, '2026-11-21T00:33:07Z'],
    ['header-value-invalid', `${id}-- created: 2026-11-21T24:00:00Z\n`, 2, 13, '2026-11-21T00:33:07Z'],
    ['header-value-invalid', `${id}-- rename:\n`, 2, 11, 'remove the line'],
    ['text-outside-sections', `${id}create table t ();\n`, 2, 1, 'move the statement below'],
    ['text-outside-sections', `/* ours */\n${id}`, 1, 1, '"-- migrate:upgrade"'],
  ])('%s: %j', (code, text, line, column, hint) => {
    const place = `${SQL.file}:${line}:${column}: `;
    expect(() => parseHeader(text, SQL)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(place),
        hint: expect.stringMatching(typeof hint === 'string' ? hint.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : hint),
        facts: expect.objectContaining({ ...SQL, line, column }),
      }),
    );
  });

  test('a leap day is a day, and control characters never reach the terminal', () => {
    expect(parseHeader(`${id}-- created: 2024-02-29T00:00:00.5Z\n`, SQL).created).toBe('2024-02-29T00:00:00.5Z');
    expect(() => parseHeader('-- revision: a\u202eb\n', SQL)).toThrow('"a\\u202eb"');
  });
});
