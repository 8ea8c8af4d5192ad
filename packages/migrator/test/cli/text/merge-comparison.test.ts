import { expect, test } from 'vitest';
import { comparisonLines } from '../../../src/cli/text/merge-comparison.ts';
import type { MergeComparison } from '../../../src/errors/merge/merge-comparison.ts';

const comparison: MergeComparison = {
  left: 'aaaa, then bbbb',
  right: 'bbbb, then aaaa',
  entries: [
    { thing: 'column public.t.n', fact: 'default', left: "'alarm'::text", right: null },
    { thing: 'column public.t.n', fact: 'comment', left: null, right: 'x' },
    {
      thing: 'index public.t.i',
      fact: '',
      left: null,
      right: `CREATE INDEX i ON public.t USING btree (${'abc, '.repeat(12)}n)`,
    },
  ],
};

test('two columns below their names, as wide as the screen and no wider than 120', () => {
  const lines = comparisonLines(comparison, 80);
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "  aaaa, then bbbb                      │ bbbb, then aaaa
      ─────────────────────────────────────┼─────────────────────────────────────
      column public.t.n
        default: 'alarm'::text             │   default: (default)
        comment: (default)                 │   comment: x
      index public.t.i
        (not there)                        │   CREATE INDEX i ON public.t USING
                                           │     btree (abc, abc, abc, abc, abc,
                                           │     abc, abc, abc, abc, abc, abc,
                                           │     abc, n)"
  `);
  for (const columns of [72, 80, 100, 120, 300]) {
    const widths = comparisonLines(comparison, columns).map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(Math.min(columns, 120));
  }
});

test('one below the other where there is no room for two', () => {
  expect(comparisonLines(comparison, 60).slice(0, 5).join('\n')).toMatchInlineSnapshot(`
    "  column public.t.n, default
        aaaa, then bbbb:
          'alarm'::text
        bbbb, then aaaa:
          (default)"
  `);
});

test('long lists and long values end with what is left out', () => {
  const many = Array.from({ length: 20 }, (_, n) => ({ thing: `table t${n}`, fact: '', left: 'there', right: null }));
  expect(comparisonLines({ ...comparison, entries: many }, 100).at(-1)).toBe('  … and 8 more');
  const tall = [{ thing: 'view v', fact: 'definition', left: 'select 1, '.repeat(200), right: null }];
  expect(comparisonLines({ ...comparison, entries: tall }, 80)).toHaveLength(11);
});
