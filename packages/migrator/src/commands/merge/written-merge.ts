import type { MergeProof } from '../../proof/merge/prove-merge.ts';
import type { Revision } from '../../revision/revision.ts';
import { summarize } from '../shared/revision-summary.ts';
import type { WrittenMerge } from './merge-options.ts';

/** The result of a command for a merge that it wrote. */
export function writtenMerge(
  revision: Revision,
  written: {
    readonly proof: MergeProof | undefined;
    readonly text: string;
    readonly order: readonly string[] | null;
    readonly statements: number;
  },
  { snapshot, again }: Pick<WrittenMerge, 'snapshot' | 'again'>,
): WrittenMerge {
  const { proof, text, order, statements } = written;
  return {
    ...summarize(revision),
    proof: revision.proof ?? null,
    order,
    statements,
    again,
    orders: proof?.orders ?? 0,
    wayBack: proof?.wayBack ?? false,
    volatile: proof?.volatile ?? [],
    unseeded: proof?.unseeded ?? [],
    durationMs: proof?.durationMs ?? 0,
    snapshot,
    text,
  };
}
