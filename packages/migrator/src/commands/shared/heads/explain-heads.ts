import { MultipleHeadsError } from '../../../errors/graph/multiple-heads-error.ts';
import type { Workbench } from '../workbench.ts';
import { authorsOf } from './authors.ts';

/** Adds to a failure with several heads who wrote each. Any other failure is returned as it is. */
export async function explainHeads(bench: Pick<Workbench, 'history'>, error: unknown): Promise<unknown> {
  if (!(error instanceof MultipleHeadsError)) return error;
  const authorOf = await authorsOf(
    bench,
    error.facts.heads.map(({ file }) => file),
  );
  const heads = error.facts.heads.map((head) => ({ ...head, ...authorOf(head.file) }));
  return new MultipleHeadsError({ ...error.facts, heads });
}
