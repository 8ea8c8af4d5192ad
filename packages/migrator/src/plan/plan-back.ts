import type { Plan } from './plan.ts';

/** The plan that reverts what a plan did, and nothing else: its steps from the last to the first. */
export function planBack({ direction, steps, headsBefore, heads }: Plan): Plan {
  return {
    direction: direction === 'upgrade' ? 'downgrade' : 'upgrade',
    steps: steps.toReversed().map(({ revision, direction: way, headsAdded, headsRemoved }) => ({
      revision,
      direction: way === 'upgrade' ? 'downgrade' : 'upgrade',
      headsAdded: headsRemoved,
      headsRemoved: headsAdded,
    })),
    headsBefore: heads,
    heads: headsBefore,
  };
}
