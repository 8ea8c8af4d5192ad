import { MultipleHeadsError } from '../../errors/graph/multiple-heads-error.ts';
import { type AuthoredContext, authorsOf } from './authors.ts';

/** A failure with more in it: of several heads, who wrote each. Any other failure as it is. */
export async function explainHeads(context: AuthoredContext, error: unknown): Promise<unknown> {
  if (!(error instanceof MultipleHeadsError) || context.fileHistory === undefined) return error;
  const authorOf = await authorsOf(
    context,
    error.heads.map(({ file }) => file),
  );
  const heads = error.heads.map((head) => ({ ...head, ...authorOf(head.file) }));
  return new MultipleHeadsError(error.argument, heads, error.downwards);
}
