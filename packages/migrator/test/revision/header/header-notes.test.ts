import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHeader } from '../../../src/revision/header/header.ts';
import { HEADER_NOTES, headerNotes, noteLines } from '../../../src/revision/header/header-notes.ts';
import { printHeader } from '../../../src/revision/header/print-header.ts';
import { noteFaults, revisionNoteFaults } from '../../../src/revision/header/required-notes.ts';
import type { Revision } from '../../../src/revision/revision.ts';

const NONE = { ticket: null, impact: null, performance: null, rollback: null };
const revision: Revision = {
  ...{ id: '8f3c2a1b9d04', revises: [], dependsOn: [], labels: [], message: 'm', slice: 'events', file: 'e.sql' },
  kind: 'sql',
};

test.each([
  [[], NONE],
  [['ticket: ABC-12'], { ...NONE, ticket: 'ABC-12' }],
  [['ticket:ABC-12', 'ticket: ABC-13'], { ...NONE, ticket: 'ABC-12, ABC-13' }],
  [['impact: none: really', 'a word', 'note: x'], { ...NONE, impact: 'none: really' }],
  [['ticket:', 'Ticket: x', ' ticket: y', 'tickets: z', 'see ticket: a'], NONE],
  [
    ['rollback: restore the backup', 'performance: 3 min'],
    { ...NONE, rollback: 'restore the backup', performance: '3 min' },
  ],
])('%j', (lines, notes) => expect(headerNotes(lines)).toEqual(notes));

test('whatever is written is read back, from the file, too', () => {
  const text = fc.stringMatching(/^[!-~][ -~]{0,30}$/).map((each) => each.trim());
  const notes = fc.record(Object.fromEntries(HEADER_NOTES.map((name) => [name, text])), { requiredKeys: [] });
  fc.assert(
    fc.property(notes, (given) => {
      const lines = noteLines(given);
      expect(headerNotes(lines)).toEqual({ ...NONE, ...given });
      const printed = printHeader({ ...revision, notes: lines });
      const { slice, file } = revision;
      const read = parseHeader(`${printed}\n-- migrate:upgrade\n`, { slice, file });
      expect(headerNotes(read.notes)).toEqual({ ...NONE, ...given });
    }),
  );
});

describe('what is required', () => {
  const required = { names: ['ticket', 'impact'], ticketPattern: '[A-Z]+-\\d+', since: '2026-11-29' } as const;

  test.each([
    [{}, ['ticket', 'impact']],
    [{ ticket: 'ABC-1', impact: 'none' }, []],
    [{ ticket: 'ABC-1, ABC-2', impact: 'none' }, []],
    [{ ticket: 'ABC-1, later', impact: 'none' }, ['ticket = ABC-1, later']],
    [{ ticket: 'xABC-1', impact: 'none' }, ['ticket = xABC-1']],
  ] as const)('%j lacks %j', (notes, faults) => {
    const found = noteFaults({ ...NONE, ...notes }, required);
    expect(found.map(({ name, value }) => (value === undefined ? name : `${name} = ${value}`))).toEqual(faults);
  });

  test.each([
    ['2026-11-28T23:59:59Z', 0],
    ['2026-11-29T00:00:00Z', 2],
    ['2026-11-29', 2],
    [undefined, 2],
  ])('created %s: %i faults', (created, faults) => {
    const made = created === undefined ? revision : { ...revision, created };
    expect(revisionNoteFaults(made, required)).toHaveLength(faults);
  });
});
