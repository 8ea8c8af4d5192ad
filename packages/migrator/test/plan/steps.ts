import { headsAfterEach } from '../../src/plan/heads-after-each.ts';
import type { Plan } from '../../src/plan/plan.ts';

/** `b: b c` for each step: the revision and the heads after it. Every plan test asserts both. */
export function steps(plan: Plan): string[] {
  return [...headsAfterEach(plan)].map(({ revision, heads }) => `${revision}: ${heads.join(' ')}`.trimEnd());
}
