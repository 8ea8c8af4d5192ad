import type { MergeProof } from '../../proof/merge/prove-merge.ts';
import type { Revision } from '../../revision/revision.ts';
import { summarize } from '../revision-summary.ts';
import type { WrittenMerge } from './merge-options.ts';

/** What a command tells of a merge that it wrote. */
export function writtenMerge(
  revision: Revision & { readonly proof: string },
  { orders, wayBack, volatile, unseeded, durationMs }: MergeProof,
  snapshot: string | null,
  text: string,
  again: boolean,
): WrittenMerge {
  const shown = { orders, wayBack, volatile, unseeded, durationMs };
  return { ...summarize(revision), proof: revision.proof, again, ...shown, snapshot, text };
}
