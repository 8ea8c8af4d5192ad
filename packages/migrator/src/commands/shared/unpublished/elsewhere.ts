import { placeOf } from '../../../errors/files/revision-place.ts';
import { RewriteRefusedError } from '../../../errors/plan/rewrite-refused-error.ts';
import type { EnvironmentAnswer } from '../../../ports/development/where-applied.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { Workbench } from '../workbench.ts';

export interface Elsewhere {
  readonly environments: readonly EnvironmentAnswer[];
  /** A line for each environment that does not answer. */
  readonly unsure: readonly string[];
}

/** Asks the other environments for some revisions. Throws a `RewriteRefusedError` if one has any of them. */
export async function elsewhere(
  bench: Pick<Workbench, 'whereApplied'>,
  command: 'amend' | 'squash',
  revisions: readonly Revision[],
): Promise<Elsewhere> {
  const environments = await bench.whereApplied(revisions.map(({ id }) => id));
  for (const revision of revisions) {
    const having = environments.flatMap(({ environment, revisions: found }) =>
      found.includes(revision.id) ? [environment] : [],
    );
    if (having.length === 0) continue;
    const facts = { ...placeOf(revision), command, problem: 'applied-elsewhere' } as const;
    throw new RewriteRefusedError({ ...facts, environments: having });
  }
  const unsure = environments.flatMap(({ environment, state, reason }) =>
    state === 'unreachable' ? [`${environment} may have it, and does not answer: ${reason}`] : [],
  );
  return { environments, unsure };
}
