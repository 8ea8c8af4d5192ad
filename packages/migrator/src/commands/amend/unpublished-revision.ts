import { placeOf } from '../../errors/files/revision-place.ts';
import { SliceRequiredError } from '../../errors/graph/placement-errors.ts';
import { RewriteRefusedError } from '../../errors/plan/rewrite-refused-error.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import type { Revision } from '../../revision/revision.ts';
import type { Slice } from '../../revision/slice.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { snapshotFile } from '../shared/schema/slice-state.ts';
import type { AmendBench } from './amend-bench.ts';

/** The revision that is written again. */
export interface Unpublished {
  readonly slice: Slice;
  readonly revision: Revision;
}

/**
 * The newest revision of a slice, if it was generated, nobody else can have it and nothing needs it. Throws a
 * `RewriteRefusedError`, `SliceRequiredError` or `UsageError`, or a `GitFailedError` where git cannot be asked.
 */
export async function unpublishedRevision(bench: AmendBench, label: string | undefined): Promise<Unpublished> {
  const { slice, revision } = await chosen(bench, label);
  const place = { ...placeOf(revision), command: 'amend' as const };
  const ref = await publishedIn(bench, slice, revision);
  if (ref !== undefined) throw new RewriteRefusedError({ ...place, problem: 'published', ref });
  const graph = bench.graph();
  const by = [...new Set([...graph.children(revision.id), ...graph.dependents(revision.id)])].sort();
  if (by.length > 0) throw new RewriteRefusedError({ ...place, problem: 'needed', by });
  const isGenerated = revision.kind === 'sql' && revision.revises.length < 2 && isRecorded(bench, slice, revision);
  if (!isGenerated) throw new RewriteRefusedError({ ...place, problem: 'by-hand' });
  return { slice, revision };
}

async function chosen(bench: AmendBench, label: string | undefined): Promise<Unpublished> {
  knownSlice(bench.workspace, label);
  const { slices } = bench.workspace;
  const asked = slices.filter((slice) => label === undefined || slice.label === label);
  const heads = asked.flatMap((slice) => {
    const revision = headOf(bench, slice, asked.length === 1);
    return revision === undefined ? [] : [{ slice, revision }];
  });
  const [only, another] = heads;
  if (only === undefined)
    throw new UsageError({ problem: 'nothing-to-amend', ...(label === undefined ? {} : { slice: label }) });
  if (another === undefined) return only;
  const open: Unpublished[] = [];
  for (const head of heads) {
    if ((await publishedIn(bench, head.slice, head.revision)) === undefined) open.push(head);
  }
  const [first, second] = open;
  if (first === undefined) throw new UsageError({ problem: 'nothing-to-amend' });
  if (second !== undefined) throw new SliceRequiredError({ slices: open.map(({ slice }) => slice.label) });
  return first;
}

function headOf({ graph }: AmendBench, { label }: Slice, isAsked: boolean): Revision | undefined {
  const [head, another] = graph().headsOfSlice(label);
  if (another !== undefined && isAsked) throw new UsageError({ problem: 'slice-has-several-heads', slice: label });
  return head === undefined || another !== undefined ? undefined : graph().require(head);
}

async function publishedIn(bench: AmendBench, slice: Slice, revision: Revision): Promise<string | undefined> {
  // The snapshot, too: its name stays whatever the message is.
  return await (await bench.branches()).publishedIn([revision.file, snapshotFile(slice, revision.id)]);
}

function isRecorded({ files }: AmendBench, slice: Slice, { id }: Revision): boolean {
  return files.read(snapshotFile(slice, id)) !== undefined;
}
