import { SnapshotConflictError, SnapshotMissingError } from '../../../errors/files/snapshot-errors.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { Slice } from '../../../revision/slice.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import type { ObjectRef } from '../../../sql-objects/object-ref.ts';
import type { OwnershipFacts } from '../../../sql-objects/ownership/find-broken.ts';
import type { RevisionEffects } from '../../../sql-objects/ownership/placed-statement.ts';
import { ThingKey } from '../../../sql-objects/ownership/thing-key.ts';
import { sliceState } from '../schema/slice-state.ts';
import type { OwnershipBench } from './ownership-bench.ts';

/** The owners of things, from the graph and the snapshots; `history` are the effects of all revisions. */
export function ownershipFacts(
  bench: OwnershipBench,
  graph: RevisionGraph,
  history: readonly RevisionEffects[],
): OwnershipFacts {
  const below = lastOne((id) => new Set(graph.ancestors([id], { dependencies: true })));
  const statesAt = lastOne((id) => namesBySlice(bench, graph, () => [id]));
  let heads: ReadonlyMap<string, ReadonlySet<ThingKey>> | undefined;
  let words: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  return {
    isBelow: (other, revision) => other === revision || below(revision).has(other),
    mayAlter(id) {
      const { revises, alters } = graph.require(id);
      const merged = revises.length > 1 ? revises.map((parent) => graph.require(parent).slice) : [];
      return new Set([...merged, ...(alters?.slices ?? [])]);
    },
    declaredBy(ref, id) {
      const declaring = slicesWith(ref, statesAt(id));
      if (declaring.size > 0) return declaring;
      // Made where the parser cannot see it (dynamic SQL) and shown by a later snapshot; unless the slice itself may
      // have made another one.
      const { slice } = graph.require(id);
      words ??= wordsBySlice(history);
      if (words.get(slice)?.has(ref.name) === true) return new Set();
      heads ??= namesBySlice(bench, graph, ({ label }) => graph.headsOfSlice(label));
      return slicesWith(ref, heads);
    },
  };
}

const SPACES: Readonly<Partial<Record<SchemaEntity['type'], string>>> = {
  table: 'relation',
  view: 'relation',
  sequence: 'relation',
  index: 'relation',
  unique: 'relation',
  'primary-key': 'relation',
  enum: 'type',
  schema: 'schema',
};

function slicesWith(ref: ObjectRef, names: ReadonlyMap<string, ReadonlySet<ThingKey>>): ReadonlySet<string> {
  const key = ThingKey.of(ref.space, ref.schema, ref.name);
  return new Set([...names].flatMap(([slice, known]) => (known.has(key) ? [slice] : [])));
}

function namesBySlice(
  bench: OwnershipBench,
  graph: RevisionGraph,
  ends: (slice: Slice) => readonly string[],
): ReadonlyMap<string, ReadonlySet<ThingKey>> {
  return new Map(
    bench.workspace.slices.map((slice) => {
      const keys = stateOf(bench, graph, slice, ends(slice)).flatMap(({ type, schema, name }) => {
        const space = SPACES[type];
        return space === undefined ? [] : [ThingKey.of(space, schema, name)];
      });
      return [slice.label, new Set(keys)];
    }),
  );
}

function stateOf(
  bench: OwnershipBench,
  graph: RevisionGraph,
  slice: Slice,
  ends: readonly string[],
): readonly SchemaEntity[] {
  try {
    return sliceState(graph, slice, ends, bench.files);
  } catch (error) {
    if (error instanceof SnapshotMissingError || error instanceof SnapshotConflictError) return [];
    throw error;
  }
}

/** By slice: the words in statements that cannot be parsed. */
function wordsBySlice(history: readonly RevisionEffects[]): ReadonlyMap<string, ReadonlySet<string>> {
  const words = new Map<string, Set<string>>();
  for (const { slice, upgrade } of history) {
    for (const statement of upgrade) {
      for (const word of statement.words ?? []) words.set(slice, (words.get(slice) ?? new Set()).add(word));
    }
  }
  return words;
}

/** Revisions are judged one after the other, so the last answer is the one that is asked for again. */
function lastOne<T>(make: (id: string) => T): (id: string) => T {
  let last: { readonly id: string; readonly value: T } | undefined;
  return (id) => {
    if (last?.id !== id) last = { id, value: make(id) };
    return last.value;
  };
}
