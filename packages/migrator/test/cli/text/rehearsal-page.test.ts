import { expect, test } from 'vitest';
import { REHEARSAL_FORMATS, rehearsalText } from '../../../src/cli/text/rehearsal/rehearsal-text.ts';
import { PLAIN } from '../../../src/cli/text/style.ts';
import type { RehearseResult } from '../../../src/commands/rehearse/rehearse-result.ts';

const EVIL = '<script>alert("x")</script> | a & b';

const RESULT: RehearseResult = {
  source: { database: { display: 'postgres://a@b/c', source: '--from' }, dump: null },
  copy: {
    ...{ sourceVersion: '15.1', server: { kind: 'shadow', version: '18.4' }, tables: 1, bytes: 2048, durationMs: 10 },
    ...{ sampled: [{ table: `public.${EVIL}`, copied: 1, all: 10 }], masked: [], leftOut: ['2 large objects'] },
  },
  ...{ pending: [], headsBefore: [], heads: [], maxLockMs: 50, failure: null, passed: false },
  passes: [
    {
      ...{ pass: 'up', durationMs: 100 },
      steps: [
        {
          ...{ revision: 'r1', slice: 's', direction: 'upgrade', durationMs: 100, locksAre: 'observed', message: EVIL },
          ...{ locks: [{ relation: `public.${EVIL}`, mode: 'SHARE', heldMs: 90 }], rewritten: [], scanned: [EVIL] },
          ...{ rows: { inserted: 1, updated: 0, deleted: 2 }, written: [], walBytes: 10, sizeBytes: -10 },
          projected: {
            ...{ durationMs: { low: 100, high: 1300 }, walBytes: { low: 10, high: 100 } },
            ...{ sizeBytes: { low: -100, high: -10 }, heldMs: [{ low: 90, high: 1200 }] },
          },
        },
      ],
    },
  ],
  longLocks: [
    { pass: 'up', revision: 'r1', relation: 'public.t', mode: 'SHARE', stops: 'writes', heldMs: 90, projectedMs: 1200 },
  ],
};

test.each(REHEARSAL_FORMATS)('%s says all of it', (format) => {
  const text = rehearsalText(RESULT, format, PLAIN);
  for (const part of ['r1', 'SHARE', '18.4', '2 large objects']) expect(text).toContain(part);
  if (format === 'json') return;
  expect(text).toMatch(/Copied in part: 1 of about 10 rows/);
  expect(text).toMatch(/up to about 1\.3 s/);
  expect(text).toMatch(/rows: 1 inserted, 2 deleted/);
  expect(text).toMatch(/the limit is 50 ms/);
  expect(text).toMatch(/not a guarantee/);
});

test('a name is not a tag of a page, and no cell of a table', () => {
  const page = rehearsalText(RESULT, 'html', PLAIN);
  expect(page).not.toContain('<script');
  expect(page).toContain('&lt;script&gt;');
  expect(page).toMatch(/Content-Security-Policy" content="default-src 'none'/);
  const rows = rehearsalText(RESULT, 'markdown', PLAIN)
    .split('\n')
    .filter((line) => line.startsWith('|'));
  for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(10);
});

test('nothing pending is one sentence', () => {
  const nothing = { ...RESULT, copy: null, passes: [], longLocks: [], passed: true };
  expect(rehearsalText(nothing, 'text', PLAIN)).toBe('Nothing is pending on postgres://a@b/c; nothing was copied.');
});
