import type { MergeContext } from '../commands/merge/merge-options.ts';
import type { RevisionContext } from '../commands/revision/revision-context.ts';
import type { ProofContext } from '../commands/validate/validate.ts';
import type { Context } from '../wiring/open-context.ts';

/** Runs `work` with what proving needs, and puts that away again. */
export async function withProofs<Result>(
  context: Context,
  work: (proofs: ProofContext) => Promise<Result>,
): Promise<Result> {
  const { proofContext } = await import('../wiring/proof-context.ts');
  const proofs = proofContext(context);
  try {
    return await work(proofs);
  } finally {
    await proofs.closeProofs();
  }
}

/** Runs `work` with what writing revisions needs, and puts that away again. */
export async function withRevisions<Result>(
  context: Context,
  work: (revisions: RevisionContext) => Promise<Result>,
): Promise<Result> {
  const { revisionContext } = await import('../wiring/revision-context.ts');
  const revisions = await revisionContext(context);
  try {
    return await work(revisions);
  } finally {
    await revisions.closeRevisions();
  }
}

/** Runs `work` with what joining branches needs, and puts that away again. */
export async function withMerges<Result>(
  context: Context,
  work: (merges: MergeContext) => Promise<Result>,
): Promise<Result> {
  const { mergeContext } = await import('../wiring/merge-context.ts');
  const merges = await mergeContext(context);
  try {
    return await work(merges);
  } finally {
    await merges.closeProofs();
  }
}
