import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { Prover } from '../../../ports/proof/proof.ts';
import type { SchemaDiffer } from '../../../ports/schema-differ.ts';
import type { Slice } from '../../../revision/slice.ts';
import { isPartitioning } from '../../../schema/partitioning/partitioning.ts';
import { planObjects } from '../../shared/generate/plan-objects.ts';
import { endsOfSlice } from '../../shared/heads/place-in-slice.ts';
import { compareSlices, type SliceChange } from '../../shared/schema/compare-slices.ts';
import type { RevisionBench } from '../revision-bench.ts';
import type { Generated } from '../revision-request.ts';
import { Drafting } from './drafting.ts';
import type { GeneratedDraft } from './generated-draft.ts';
import { planChanges } from './plan-changes.ts';
import { proveDrafts } from './prove-drafts.ts';
import { refusePending } from './refuse-pending.ts';
import { refuseStale } from './refuse-stale.ts';
import { refuseUnusedBatch } from './refuse-unused-batch.ts';
import { refuseUnusedCasts } from './refuse-unused-casts.ts';
import { beginFresh } from './steps/early-fresh.ts';

/**
 * Compares schemas with snapshots and drafts the revisions that close the gap, one or more for each slice that changed,
 * and proves them unless the request says why not.
 *
 * @param whileProven called with the drafts, once or more, when their proof waits for the server
 */
export async function generate(
  bench: RevisionBench,
  request: Generated,
  whileProven: (drafts: readonly GeneratedDraft[]) => void = () => undefined,
): Promise<readonly GeneratedDraft[]> {
  const isProven = request.unproven === undefined;
  if (isProven) prepareProofs(bench, request);
  const graph = bench.graph();
  const { slices, place } = request;
  const ends = (slice: Slice): readonly string[] =>
    endsOfSlice(graph, slice, slices.includes(slice) ? place.heads : undefined);
  const whileLoaded = isProven ? () => loadParser(bench) : undefined;
  const comparison = await compareSlices(bench, graph, slices, ends, { ...request, whileLoaded });
  const { states, declared, changes } = comparison;
  if (request.isAlone) refusePending(comparison, changes);
  refuseOneOfSeveral(request, changes);
  refuseUnusedCasts(request, changes);
  refuseUnusedBatch(request, changes);
  const known = [...states.values(), ...declared.values()];
  const today = known.flat().some(isPartitioning) ? bench.ambient.now().toISOString().slice(0, 10) : undefined;
  const objects = await planObjects(bench.parser, known, today);
  const proving = isProven && changes.length > 0 ? await provingTools(bench) : undefined;
  const early = proving === undefined ? undefined : beginFresh(proving, comparison, objects);
  try {
    const drafting = new Drafting(bench, request, { graph, states, objects });
    for (const round of await planChanges(comparison, slices, objects, bench.parser)) await drafting.add(round);
    const { drafts } = drafting;
    if (proving !== undefined && drafts.length > 0) {
      const { prover, differ } = proving;
      const proof = proveDrafts(prover, differ, drafts, { early, whileRead: () => whileProven(drafts) });
      await proof.catch((error: unknown) => refuseStale(bench, comparison, error));
    }
    return drafts;
  } finally {
    // Nobody may close the server under it.
    await early?.catalog.catch(() => undefined);
  }
}

/** What is proven is linted. */
function loadParser(bench: RevisionBench): void {
  // A failure is reported by who parses.
  bench.parser().catch(() => undefined);
}

async function provingTools(bench: RevisionBench): Promise<{ prover: Prover; differ: SchemaDiffer }> {
  return { prover: await bench.prover(), differ: await bench.differ() };
}

/** The schemas are loaded by another thread, which takes as long as to build what is below the revision. */
function prepareProofs(bench: RevisionBench, { slices: [slice, another], place }: Generated): void {
  const isKnown = slice !== undefined && another === undefined && place.heads === undefined;
  const heads = isKnown ? bench.graph().headsOfSlice(slice.label) : undefined;
  // A failure is reported when a draft is proven.
  bench.prover().then(
    (prover) => prover.prepare(heads),
    () => undefined,
  );
}

/** A given id or given parents only fit one revision. */
function refuseOneOfSeveral({ place, revisionId }: Generated, changes: readonly SliceChange[]): void {
  if (changes.length < 2 || (place.heads === undefined && revisionId === undefined)) return;
  throw new UsageError({ problem: 'several-slices-changed', slices: changes.map(({ slice }) => slice.label) });
}
