import { SliceRequiredError } from '../../../errors/graph/placement-errors.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { Slice } from '../../../revision/slice.ts';
import { knownSlice } from '../known-slice.ts';
import { publishedIn } from './published-in.ts';
import type { UnpublishedBench } from './unpublished-bench.ts';

export interface Newest {
  readonly slice: Slice;
  readonly revision: Revision;
}

/**
 * The newest revision of a slice; without a label, that of the only slice whose newest one is unpublished. Throws a
 * `UsageError`, `SliceRequiredError` or `GitFailedError`.
 */
export async function newestOfSlices(
  bench: UnpublishedBench,
  command: 'amend' | 'squash',
  label: string | undefined,
): Promise<Newest> {
  knownSlice(bench.workspace, label);
  const { slices } = bench.workspace;
  const asked = slices.filter((slice) => label === undefined || slice.label === label);
  const heads = asked.flatMap((slice) => {
    const revision = headOf(bench, slice, asked.length === 1);
    return revision === undefined ? [] : [{ slice, revision }];
  });
  const none = { problem: 'nothing-unpublished', command } as const;
  const [only, another] = heads;
  if (only === undefined) throw new UsageError({ ...none, ...(label === undefined ? {} : { slice: label }) });
  if (another === undefined) return only;
  const open: Newest[] = [];
  for (const head of heads) {
    if ((await publishedIn(bench, head.slice, head.revision)) === undefined) open.push(head);
  }
  const [first, second] = open;
  if (first === undefined) throw new UsageError(none);
  if (second !== undefined) throw new SliceRequiredError({ slices: open.map(({ slice }) => slice.label) });
  return first;
}

function headOf({ graph }: UnpublishedBench, { label }: Slice, isAsked: boolean): Revision | undefined {
  const [head, another] = graph().headsOfSlice(label);
  if (another !== undefined && isAsked) throw new UsageError({ problem: 'slice-has-several-heads', slice: label });
  return head === undefined || another !== undefined ? undefined : graph().require(head);
}
