import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHeader } from '../../../src/revision/header/header.ts';
import { printHeader } from '../../../src/revision/header/print-header.ts';
import { parseUsualHeader } from '../../../src/revision/header/usual-header.ts';
import type { Revision } from '../../../src/revision/revision.ts';

const SOURCE = { slice: 'events', file: 'features/events/migrations/x.sql' };

/** What the full parser says of a header that ends at a marker: a revision, or nothing when it throws. */
function fully(text: string, source = SOURCE): Revision | undefined {
  try {
    // Two blanks: `parseHeader` itself reads what is usual before a usual marker with the function under test.
    return parseHeader(`${text}--  migrate:upgrade\n`, source);
  } catch {
    return undefined;
  }
}

const WHOLE = `-- revision: 8f3c2a1b9d04
-- revises: 51aa0be2c7f3, d.E_1
-- branch-label: events, market-data
-- depends-on: 3d1f77c0aa12
-- message: add title: to events, -- now
-- created: 2026-11-21T00:33:07.5Z

`;

describe('reads as the full parser does', () => {
  test.each([
    ['every key', WHOLE],
    ['a least one', '-- revision: a1\n'],
    ['base', '-- revision: a1\n-- revises: base\n'],
    ['CRLF', WHOLE.replaceAll('\n', '\r\n')],
    ['blanks around the message', '-- revision: a1\n-- message:   two words  \n'],
    ['the last day of January', '-- revision: a1\n-- created: 2026-01-31T23:59:59Z\n'],
    ['30 November', '-- revision: a1\n-- created: 2026-11-30T00:00:00Z\n'],
    [
      'notes',
      `${WHOLE.trimEnd()}\n--\n-- Why, ask Ada.\n-- Prices as the vendor sends them: four decimals.  \n--\n-- b\n--\n\n`,
    ],
    [
      'notes with a colon',
      '-- revision: a1\n--\n-- Data impact: none.\n-- Next: b2\n-- depends on nothing, as it is: yes\n',
    ],
    ['notes, and nothing else', '-- revision: a1\r\n--\r\n-- why\r\n'],
    ['no notes after all', '-- revision: a1\n--\n--\n'],
  ])('%s', (_name, text) => {
    const revision = parseUsualHeader(text, SOURCE);
    expect(revision).toBeDefined();
    expect(revision).toEqual(fully(text));
  });
});

describe('leaves to the full parser', () => {
  test.each([
    ['a reserved id', '-- revision: Head\n'],
    ['a reserved parent', '-- revision: a1\n-- revises: heads\n'],
    ['base among parents', '-- revision: a1\n-- revises: base, a2\n'],
    ['a parent twice', '-- revision: a1\n-- revises: a2, a2\n'],
    ['itself', '-- revision: a1\n-- depends-on: a1\n'],
    ['a key twice', '-- revision: a1\n-- revision: a2\n'],
    ['an id that is too long', `-- revision: ${'a'.repeat(65)}\n`],
    ['30 February', '-- revision: a1\n-- created: 2026-02-30T00:00:00Z\n'],
    ['31 April', '-- revision: a1\n-- created: 2026-04-31T00:00:00Z\n'],
    ['a leap day', '-- revision: a1\n-- created: 2028-02-29T00:00:00Z\n'],
    ['a key among notes', '-- revision: a1\n--\n-- why\n-- Depends on: b\n'],
    ['a marker among notes', `-- revision: a1\n--\n-- why\n-- Migrate${' '.repeat(30)}: upgrade\n`],
    ['a key in other spacing among notes', '-- revision: a1\n--\n-- REQUIRES_finished : b\n'],
    ['notes with indentation', '-- revision: a1\n--\n--   why\n'],
    ['notes without an empty line before them', '-- revision: a1\n-- why\n'],
    ['an empty line among notes', '-- revision: a1\n--\n-- why\n\n-- indeed\n'],
    ['an unknown key', '-- revision: a1\n-- lable: b\n'],
    ['a proof', '-- revision: a1\n-- proof: tool=0.1.0\n'],
    ['a lone carriage return', '-- revision: a1\n-- message: a\rb\n'],
    ['a control character', '-- revision: a1\n-- message: a\u0000b\n'],
    ['other letters', '-- revision: a1\n-- message: Grüße\n'],
    ['SQL before the first section', '-- revision: a1\nselect 1;\n'],
  ])('%s', (_name, text) => expect(parseUsualHeader(text, SOURCE)).toBeUndefined());

  test('SQL comments in a file of code', () => {
    expect(parseUsualHeader(WHOLE, { ...SOURCE, file: 'features/events/migrations/x.ts' })).toBeUndefined();
  });
});

const word = fc.constantFrom(
  'a1',
  'b2',
  'B.x',
  '_c',
  'base',
  'HEAD',
  'heads',
  '8f3c2a1b9d04',
  'd-e',
  '',
  'é',
  'x'.repeat(64),
);
const words = fc
  .array(word, { maxLength: 3 })
  .chain((all) => fc.constantFrom(', ', ',', ' , ').map((comma) => all.join(comma)));
const created = fc.constantFrom(
  '2026-11-21T00:33:07Z',
  '2026-02-29T00:00:00Z',
  '2024-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  'now',
);
const line = fc.oneof(
  word.map((id) => `revision: ${id}`),
  words.map((ids) => `revises: ${ids}`),
  words.map((labels) => `branch-label: ${labels}`),
  words.map((ids) => `depends-on: ${ids}`),
  fc.string({ unit: 'binary-ascii', maxLength: 8 }).map((text) => `message: ${text}`),
  created.map((time) => `created: ${time}`),
  fc.constantFrom(
    '',
    'note: x',
    'prose',
    'proof: x',
    'migrate : upgrade',
    'Branch label: c',
    'prose, and a colon at last: x',
    ' more',
  ),
);
const header = fc
  .tuple(word, fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'))
  .map(([id, lines, end]) =>
    [`revision: ${id}`, ...lines].map((text) => `--${text === '' ? '' : ' '}${text}${end}`).join(''),
  );

const begin = fc.constantFrom(
  ...['Revises', 'depends on', 'depends_on', 'Message', 'proof', 'UNPROVEN', 'mig', 'migrate', 'MIGRATE', 'Why', 'Re'],
);
const note = fc.oneof(
  line,
  fc
    .tuple(
      begin,
      fc.constantFrom('', ' ', '_', ' '.repeat(25), '-', ' and a long sentence'),
      fc.constantFrom(':', ' : a1', '', '://', ': b: c '),
    )
    .map((all) => all.join('')),
);
const annotated = fc
  .tuple(fc.array(note, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\n', '\n\n'))
  .map(([notes, end, last]) =>
    ['revision: a1', '', ...notes]
      .map((text) => `--${text === '' ? '' : ' '}${text}${end}`)
      .join('')
      .concat(last),
  );

test('whatever it accepts, the full parser reads the same', () => {
  fc.assert(
    fc.property(fc.oneof(header, annotated), (text) => {
      const revision = parseUsualHeader(text, SOURCE);
      if (revision !== undefined) expect(revision).toEqual(fully(text));
    }),
    { numRuns: 3000 },
  );
});

test('what the printer writes is usual', () => {
  const revision: Revision = {
    ...SOURCE,
    id: 'a1',
    revises: ['b2'],
    dependsOn: ['c3'],
    labels: ['d'],
    message: 'e',
    kind: 'sql',
    created: '2026-11-21T00:33:07Z',
  };
  expect(parseUsualHeader(printHeader(revision), SOURCE)).toEqual(revision);
});
