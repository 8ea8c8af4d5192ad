import { placeOf } from '../../errors/files/revision-place.ts';
import { RewriteRefusedError } from '../../errors/plan/rewrite-refused-error.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { resolve } from '../../graph/symbols/resolve.ts';
import type { Revision } from '../../revision/revision.ts';
import type { Slice } from '../../revision/slice.ts';
import { newestOfSlices } from '../shared/unpublished/newest-of-slices.ts';
import { publishedIn } from '../shared/unpublished/published-in.ts';
import { requireRewritable } from '../shared/unpublished/require-rewritable.ts';
import type { UnpublishedBench } from '../shared/unpublished/unpublished-bench.ts';
import type { SquashOptions } from './squash-options.ts';

/** The revisions to combine. */
export interface Chosen {
  readonly slice: Slice;
  /** Oldest first; at least two. */
  readonly revisions: readonly Revision[];
}

/**
 * Consecutive revisions of one slice, which must be generated, unpublished, and needed by no other revision. Throws a
 * `RewriteRefusedError` or a `UsageError`, and what symbols throw.
 */
export async function chosenRevisions(bench: UnpublishedBench, options: SquashOptions): Promise<Chosen> {
  const { slice, revisions } =
    options.range === undefined ? await allUnpublished(bench, options.slice) : inRange(bench, options.range);
  const [first, second] = revisions;
  if (first === undefined || second === undefined) {
    throw new UsageError({ problem: 'nothing-to-squash', count: revisions.length });
  }
  const ids = new Set(revisions.map(({ id }) => id));
  for (const revision of revisions) {
    const ref = await publishedIn(bench, slice, revision);
    if (ref !== undefined) {
      throw new RewriteRefusedError({ ...placeOf(revision), command: 'squash', problem: 'published', ref });
    }
    requireRewritable(bench, 'squash', slice, revision, ids);
  }
  return { slice, revisions };
}

async function allUnpublished(bench: UnpublishedBench, label: string | undefined): Promise<Chosen> {
  const { slice, revision } = await newestOfSlices(bench, 'squash', label);
  const revisions: Revision[] = [];
  for (const each of lineBelow(bench.graph(), revision)) {
    if ((await publishedIn(bench, slice, each)) !== undefined) break;
    revisions.unshift(each);
  }
  return { slice, revisions };
}

function inRange(bench: UnpublishedBench, range: string): Chosen {
  const [from = '', to = '', more] = range.split('..');
  if (from === '' || to === '' || more !== undefined) throw new UsageError({ problem: 'not-a-squash-range', range });
  const graph = bench.graph();
  const [below, newest] = [resolve(graph, from), resolve(graph, to)];
  if (newest === null) throw new UsageError({ problem: 'not-a-squash-range', range });
  const revisions: Revision[] = [];
  for (const each of lineBelow(graph, newest)) {
    if (each.id === below?.id) break;
    revisions.unshift(each);
  }
  const [oldest] = revisions;
  const isReached = below === null ? oldest?.revises.length === 0 : oldest?.revises.includes(below.id) === true;
  const slice = bench.workspace.slices.find(({ label }) => label === newest.slice);
  if (slice === undefined || !isReached) throw new UsageError({ problem: 'not-a-squash-range', range });
  return { slice, revisions };
}

/** A revision and its only parents in the same slice, newest first. */
function lineBelow(graph: RevisionGraph, newest: Revision): readonly Revision[] {
  const line: Revision[] = [];
  for (let at: Revision | undefined = newest; at !== undefined && at.slice === newest.slice; ) {
    line.push(at);
    const [parent, another] = graph.parents(at.id);
    at = parent === undefined || another !== undefined ? undefined : graph.require(parent);
  }
  return line;
}
