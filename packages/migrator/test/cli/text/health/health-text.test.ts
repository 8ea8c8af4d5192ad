import { expect, test } from 'vitest';
import { healthText } from '../../../../src/cli/text/health/health-text.ts';
import { PLAIN } from '../../../../src/cli/text/style.ts';
import type { HealthResult } from '../../../../src/commands/health/health-result.ts';

const RESULT: HealthResult = {
  database: { display: 'postgres://app@db/shop', source: 'DATABASE_URL' },
  ...{ serverVersion: '18.4', at: '2026-11-28T00:00:00Z', tables: 1, indexes: 1, rules: ['a', 'b'] },
  findings: [
    {
      ...{ code: 'invalid-index', severity: 'error', object: 'index public.i', slice: 'events' },
      ...{ message: 'Index <b>i</b> | 100%\n::warning::x', repair: 'REINDEX `i`', isFixable: true },
    },
    {
      ...{ code: 'bloat', severity: 'info', object: 'table public.t', slice: null },
      ...{ message: 'Big.', repair: 'VACUUM', isFixable: false },
    },
  ],
  notSeen: [{ rule: 'bloat', object: 'table public.u', why: 'no' }],
  ...{ ignored: 2, failOn: 'warning', failed: true, lastLook: null, fixes: [], hooks: [] },
};

test('for a terminal', () => {
  expect(healthText(RESULT, 'text', PLAIN)).toBe(`postgres://app@db/shop (DATABASE_URL), PostgreSQL 18.4
✗ [invalid-index] events: Index <b>i</b> | 100%
::warning::x
    → REINDEX \`i\`
i [bloat] Big.
    → VACUUM
? [bloat] table public.u was not checked: no
1 table and 1 index, 2 rules: 1 error, 1 info. 2 ignored by the configuration. 1 thing could not be checked. First look from this workspace: growth is not known yet.
A revision can fix some of these: migrate health --fix`);
});

test('nothing in a name becomes a cell, a tag or another command', () => {
  const markdown = healthText(RESULT, 'markdown', PLAIN);
  const row = markdown.split('\n').find((line) => line.startsWith('| error'));
  expect(row).toBe(
    '| error | `invalid-index` | events | Index &lt;b&gt;i&lt;/b&gt; \\| 100% ::warning::x | REINDEX \\`i\\` |',
  );
  const lines = healthText(RESULT, 'github', PLAIN).split('\n');
  expect(lines).toEqual([
    '::error title=invalid-index::events: Index <b>i</b> | 100%25%0A::warning::x%0AREINDEX `i`',
    '::notice title=bloat::Big.%0AVACUUM',
    '::notice title=bloat::table public.u was not checked: no',
  ]);
});

test('JSON is the result', () => {
  expect(JSON.parse(healthText(RESULT, 'json', PLAIN))).toEqual(RESULT);
});
