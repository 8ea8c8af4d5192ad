import { UsageError } from '../../errors/usage/usage-error.ts';
import { branchLabelProblem, revisionIdProblem } from '../../revision/revision-id.ts';

/** Refuses an id or labels that no revision can have, before they are written into a file. Throws a `UsageError`. */
export function refuseUnfit({
  revisionId,
  branchLabels = [],
}: {
  readonly revisionId?: string | undefined;
  readonly branchLabels?: readonly string[] | undefined;
}): void {
  const problem = revisionId === undefined ? undefined : revisionIdProblem(revisionId);
  if (problem !== undefined) {
    throw new UsageError({ problem: 'id-unfit', id: revisionId ?? '', why: problem });
  }
  for (const label of branchLabels) {
    const unfit = branchLabelProblem(label);
    if (unfit === undefined) continue;
    throw new UsageError({ problem: 'label-unfit', label, why: unfit });
  }
}
