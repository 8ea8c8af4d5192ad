import { quoteForMessage } from '../../errors/files/revision-file-error.ts';
import { describeWordProblem } from '../../errors/files/word-problem.ts';
import { UsageError } from '../../errors/workspace/usage-errors.ts';
import { branchLabelProblem, revisionIdProblem } from '../../revision/revision-id.ts';

/** Refuses an id or labels that no revision can have, before they come into a file, and into an error about it. Throws a `UsageError`. */
export function refuseUnfit({
  revisionId,
  branchLabels = [],
}: {
  readonly revisionId?: string | undefined;
  readonly branchLabels?: readonly string[] | undefined;
}): void {
  const problem = revisionId === undefined ? undefined : revisionIdProblem(revisionId);
  if (problem !== undefined) {
    throw new UsageError(
      `${quoteForMessage(revisionId ?? '')} cannot be the id of a revision: it ${describeWordProblem(problem, 'id')}.`,
      'Choose another --rev-id, or leave it out.',
    );
  }
  for (const label of branchLabels) {
    const unfit = branchLabelProblem(label);
    if (unfit === undefined) continue;
    throw new UsageError(
      `${quoteForMessage(label)} cannot be a branch label: it ${describeWordProblem(unfit, 'label')}.`,
      'Choose another --branch-label.',
    );
  }
}
