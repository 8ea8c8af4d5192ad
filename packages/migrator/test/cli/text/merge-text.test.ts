import { expect, test } from 'vitest';
import { checkMergeText } from '../../../src/cli/text/merge-text.ts';
import { PLAIN } from '../../../src/cli/text/style.ts';
import type { CheckedSlice } from '../../../src/commands/merge/check-merge-result.ts';

const head = (revision: string) => ({ revision, slice: 'events', file: `${revision}.sql`, side: 'both' }) as const;
const DIFFERENCE = "~ column public.t.a\n    default: 'b' -> 'a'";
const SLICE: CheckedSlice = {
  slice: 'events',
  heads: [head('aaaa'), head('bbbb')],
  joins: false,
  orders: 0,
  durationMs: 0,
  problem: {
    code: 'merge-does-not-commute',
    message: `aaaa and bbbb cannot be joined.\n${DIFFERENCE}\nBoth sides changed column t.a (slice events):`,
    slice: null,
    file: null,
    repair: 'migrate merge --order aaaa,bbbb',
    facts: {},
    differences: [DIFFERENCE],
    comparison: {
      left: 'aaaa, then bbbb',
      right: 'bbbb, then aaaa',
      entries: [{ thing: 'column public.t.a', fact: 'default', left: "'b'", right: "'a'" }],
    },
  },
  repair: null,
};
const text = (slice: CheckedSlice, columns: number): string =>
  checkMergeText({ base: null, slices: [slice], problems: [], joins: false }, PLAIN, columns);

test('merge --check sets side by side what the orders made', () => {
  expect(text(SLICE, 80)).toBe(`✗ events: aaaa, bbbb do not join
    aaaa and bbbb cannot be joined.
      aaaa, then bbbb                    │ bbbb, then aaaa
      ───────────────────────────────────┼───────────────────────────────────
      column public.t.a
        default: 'b'                     │   default: 'a'
    Both sides changed column t.a (slice events):
    → migrate merge --order aaaa,bbbb
It does not join.`);
});

test('merge --check sets it one below the other on a narrow screen, and shows the message where there is nothing to compare', () => {
  expect(text(SLICE, 60)).toContain("column public.t.a, default\n        aaaa, then bbbb:\n          'b'\n");
  const { problem } = SLICE;
  const without = { ...SLICE, problem: problem && { ...problem, comparison: null } };
  expect(text(without, 80)).toContain("    ~ column public.t.a\n        default: 'b' -> 'a'\n");
});
