import type { Slice } from '../../../revision/slice.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { isPartitioning } from '../../../schema/partitioning/partitioning.ts';
import { parseRename } from '../../../schema/rename/rename-flag.ts';
import { planObjects } from '../../shared/generate/plan-objects.ts';
import { endsOfSlice } from '../../shared/heads/place-in-slice.ts';
import { sliceState } from '../../shared/schema/slice-state.ts';
import { declarable, tolerantState } from '../../shared/schema/tolerant-state.ts';
import { Drafting } from '../generate/drafting.ts';
import type { GeneratedDraft } from '../generate/generated-draft.ts';
import { planChanges } from '../generate/plan-changes.ts';
import type { RevisionBench } from '../revision-bench.ts';
import { type Again, requestAgain } from './again.ts';

/**
 * Drafts a revision as it was generated, from the snapshots below it to its own: `after` is what that one says. Nothing
 * is proven. Throws what generating throws, where the snapshots have been edited or the revision was never generated.
 */
export async function draftRecorded(
  given: RevisionBench,
  again: Again,
  after: readonly SchemaEntity[],
): Promise<readonly GeneratedDraft[]> {
  const { slice, revision } = again;
  const created = new Date(revision.created ?? given.ambient.now());
  const bench = { ...given, ambient: { ...given.ambient, now: () => created } };
  const graph = bench.graph();
  const request = requestAgain(bench, again);
  const below = endsOfSlice(graph, slice, request.place.heads);
  const stateOf = (each: Slice): readonly SchemaEntity[] =>
    each.label === slice.label
      ? declarable(each, sliceState(graph, each, below, bench.files))
      : tolerantState(bench, graph, each, graph.headsOfSlice(each.label), []);
  const states = new Map(bench.workspace.slices.map((each) => [each.label, stateOf(each)] as const));
  const before = states.get(slice.label) ?? [];
  const change = { slice, before, after, renames: (revision.renames ?? []).map(parseRename), follows: [] };
  const known = [...[...states.values()].flat(), ...after];
  const today = known.some(isPartitioning) ? created.toISOString().slice(0, 10) : undefined;
  const objects = await planObjects(bench.parser, [...states.values(), after], today);
  const drafting = new Drafting(bench, request, { graph, states, objects });
  const rounds = await planChanges({ states, changes: [change] }, [slice], objects, bench.parser);
  for (const round of rounds) await drafting.add(round);
  return drafting.drafts;
}
