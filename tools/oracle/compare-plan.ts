import { headsAfterEach, type Plan } from './api.ts';
import type { Canon } from './canon.ts';
import { array, type Fields, string, strings } from './fields.ts';
import { first, same, sameSet, type Verdict } from './same.ts';

/**
 * A plan is right when it has exactly the expected revisions, in a topological order, the rows after each of its steps are those of
 * the rule (`Canon`), and the rows at its end are the expected ones.
 */
export function comparePlan(canon: Canon, plan: Plan, rows: readonly string[], expect: Fields): Verdict {
  const expected = expectedPlan(expect);
  const ids = plan.steps.map((step) => step.revision.id);
  return first(
    sameSet('revisions', ids, expected.ids),
    topological(canon, plan, rows),
    rowsAfterEach(canon, plan, rows),
    expected.heads === undefined ? undefined : sameSet('final heads', plan.heads, [...new Set(expected.heads)]),
  );
}

interface ExpectedPlan {
  readonly ids: readonly string[];
  readonly heads: readonly string[] | undefined;
}

/** `canonicalSteps` wins over `steps`; after a crash of Alembic that has only `plan`, the rows follow from the rule alone. */
function expectedPlan(expect: Fields): ExpectedPlan {
  const steps = expect.canonicalSteps ?? (expect.error === undefined ? expect.steps : undefined);
  if (steps === undefined) return { ids: strings(expect.plan, 'plan'), heads: undefined };
  const pairs = array(steps, 'steps').map((step) => array(step, 'step'));
  const ids = pairs.map((pair) => string(pair[0], 'step'));
  if (expect.canonicalSteps === undefined) return { ids, heads: strings(expect.heads, 'heads') };
  const last = pairs.at(-1);
  return { ids, heads: last === undefined ? undefined : strings(last[1], 'rows') };
}

function topological(canon: Canon, plan: Plan, rows: readonly string[]): Verdict {
  const applied = canon.closure(rows.map((row) => canon.row(row)));
  for (const { revision, direction } of plan.steps) {
    if (direction !== plan.direction) return `${revision.id} goes ${direction} in a plan that goes ${plan.direction}`;
    const waitsFor =
      direction === 'upgrade'
        ? (canon.down.get(revision.id) ?? []).filter((id) => !applied.has(id))
        : (canon.up.get(revision.id) ?? []).filter((id) => applied.has(id));
    if (waitsFor.length > 0) return `${revision.id} comes before ${waitsFor.join(', ')}`;
    if (applied.has(revision.id) === (direction === 'upgrade')) return `${revision.id} is already done`;
    if (direction === 'upgrade') applied.add(revision.id);
    else applied.delete(revision.id);
  }
  return undefined;
}

function rowsAfterEach(canon: Canon, plan: Plan, rows: readonly string[]): Verdict {
  const applied = canon.closure(rows.map((row) => canon.row(row)));
  const before = sameSet('heads before', plan.headsBefore, canon.rows(applied));
  if (before !== undefined) return before;
  let last: readonly string[] = plan.headsBefore;
  for (const { revision, heads } of headsAfterEach(plan)) {
    if (plan.direction === 'upgrade') applied.add(revision);
    else applied.delete(revision);
    const wrong = same(`rows after ${revision}`, heads, canon.rows(applied));
    if (wrong !== undefined) return wrong;
    last = heads;
  }
  return sameSet('heads after all steps', plan.heads, last);
}
