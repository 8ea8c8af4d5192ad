import { expect, test } from 'vitest';
import { ErrorBudget } from '../../src/fleet/error-budget.ts';

/** How many tenants end before the budget is spent; `x` is one that fails. */
function endsAfter(budget: ErrorBudget, ends: string): number | undefined {
  for (const [index, end] of [...ends].entries()) {
    budget.ended(end === 'x');
    if (budget.spent !== undefined) return index + 1;
  }
  return undefined;
}

test.each([
  // One percent of 50 tenants is none.
  ['.x.', { failed: { percent: 1 }, consecutive: 9 }, 50, 2],
  ['.x.x.', { failed: { percent: 1 }, consecutive: 9 }, 199, 4],
  ['.x.x.x', { failed: { percent: 1 }, consecutive: 9 }, 200, 6],
  ['x.x', { failed: { tenants: 2 }, consecutive: 9 }, 200, undefined],
  ['x.x.x', { failed: { tenants: 2 }, consecutive: 9 }, 200, 5],
  ['x', { failed: { tenants: 0 }, consecutive: 9 }, 200, 1],
  ['xx.xxx', { failed: { percent: 100 }, consecutive: 3 }, 200, 6],
  ['......', { failed: { tenants: 0 }, consecutive: 1 }, 200, undefined],
])('%s', (ends, budget, size, after) => {
  expect(endsAfter(new ErrorBudget(budget, size), ends)).toBe(after);
});

test('what failed before counts, but not as one after the other', () => {
  const budget = new ErrorBudget({ failed: { tenants: 3 }, consecutive: 2 }, 100);
  budget.carry(3);
  expect(budget.spent).toBeUndefined();
  budget.ended(true);
  expect(budget.spent).toBe('4 tenants failed, and the budget allows 3');
});
