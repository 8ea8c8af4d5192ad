import { expect, test } from 'vitest';
import { EVERY_LINT_RULE } from '../../src/lint/every-lint-rule.ts';
import type { LintCase } from './cases/case.ts';
import { LOCK_CASES } from './cases/locks.ts';
import { OTHER_CASES } from './cases/others.ts';
import { judgeSql, rulesFound } from './judge-sql.ts';

const CASES: readonly LintCase[] = [...LOCK_CASES, ...OTHER_CASES];

test.each(CASES)('$rule, $finds: $sql', ({ rule, finds, given, sql, options, postgres = 18 }) => {
  const found = judgeSql(sql, { given: given ?? '', options, settings: { limits: { postgres } } });
  expect(rulesFound(found).includes(rule)).toBe(finds);
});

test('every rule that is more than its example shows has cases', () => {
  const covered = new Set(CASES.map(({ rule }) => rule));
  expect(EVERY_LINT_RULE.filter(({ name }) => covered.has(name)).length).toBeGreaterThan(50);
});
