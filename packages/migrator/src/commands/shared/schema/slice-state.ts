import { placeOf } from '../../../errors/files/revision-place.ts';
import { SnapshotConflictError, SnapshotError, SnapshotMissingError } from '../../../errors/files/snapshot-errors.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { RevisionFiles } from '../../../ports/workspace/revision-files.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { Slice } from '../../../revision/slice.ts';
import { mergeEntities } from '../../../schema/change/merge-entities.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { parseSnapshot } from '../../../schema/entity/snapshot.ts';
import { parseRename } from '../../../schema/rename/rename-flag.ts';
import { replayRenames } from '../../../schema/rename/replay-renames.ts';
import { changesRowsOnly } from './rows-only.ts';

export function snapshotFile(slice: Slice, revision: string): string {
  return `${slice.migrations}/snapshots/${revision}.json`;
}

/** The snapshots that count for a slice where certain revisions are the newest. */
export interface CountingSnapshots {
  /** The newest on each line, newest first. */
  readonly snapshots: readonly { readonly revision: Revision; readonly entities: readonly SchemaEntity[] }[];
  /**
   * The slice's own revisions that none of the snapshots covers, newest first: written by hand, or their snapshot is
   * gone.
   */
  readonly uncovered: readonly Revision[];
  /** The newest of the slice's own revisions; absent when it has none there. */
  readonly newest: Revision | undefined;
  /**
   * Whether the state is known: from a snapshot, or because the slice's revisions only change rows, so that nothing has
   * been built.
   */
  readonly isKnown: boolean;
}

/**
 * The nearest snapshots below some revisions, along parents and dependencies, through merges; the one answer for
 * `check`, `revision`, `merge` and all else that asks what the schema was. Throws a `SnapshotError` when one of them is
 * broken or speaks of another revision.
 */
export function countingSnapshots(
  graph: RevisionGraph,
  slice: Slice,
  ends: readonly string[],
  files: RevisionFiles,
): CountingSnapshots {
  const isBelow = graph.below(ends);
  const own = graph
    .orderedOfSlice(slice.label)
    .filter(({ id }) => isBelow(id))
    .reverse();
  const snapshots: { revision: Revision; entities: readonly SchemaEntity[] }[] = [];
  const uncovered: Revision[] = [];
  const covers: ((id: string) => boolean)[] = [];
  for (const revision of own) {
    if (covers.some((isCovered) => isCovered(revision.id))) continue;
    const entities = readSnapshot(slice, revision.id, files);
    if (entities === undefined) {
      uncovered.push(revision);
      continue;
    }
    snapshots.push({ revision, entities });
    covers.push(graph.below([revision.id]));
  }
  const isKnown = snapshots.length > 0 || uncovered.every((revision) => changesRowsOnly(revision, files));
  return { snapshots, uncovered, newest: own[0], isKnown };
}

/**
 * What a slice's schema is where these revisions are the newest: the snapshots that count, merged where there are
 * several, with what other slices have renamed since. Empty when the slice has no revision there, or such alone that
 * change rows. Throws a `SnapshotMissingError` or `SnapshotConflictError`.
 */
export function sliceState(
  graph: RevisionGraph,
  slice: Slice,
  ends: readonly string[],
  files: RevisionFiles,
): readonly SchemaEntity[] {
  const { snapshots, newest, isKnown } = countingSnapshots(graph, slice, ends, files);
  if (newest === undefined) return [];
  if (!isKnown) throw new SnapshotMissingError(placeOf(newest));
  const isBelow = graph.below(ends);
  const [first, ...others] = snapshots.map(({ revision, entities }) => ({
    revision,
    entities: withLaterRenames(graph, revision, isBelow, entities),
  }));
  if (first === undefined) return [];
  let merged = first.entities;
  for (const other of others) {
    const base = commonState(graph, slice, first.revision.id, other.revision.id, files);
    const result = mergeEntities(base, merged, other.entities);
    if (result.conflicts.length > 0) {
      throw new SnapshotConflictError({ ...placeOf(newest), conflicts: result.conflicts.map(({ entity }) => entity) });
    }
    merged = result.entities;
  }
  return merged;
}

function readSnapshot(slice: Slice, revision: string, files: RevisionFiles): readonly SchemaEntity[] | undefined {
  const file = snapshotFile(slice, revision);
  const text = files.read(file);
  if (text === undefined) return undefined;
  const parsed = PARSED.get(files) ?? new Map<string, Parsed>();
  PARSED.set(files, parsed);
  const known = parsed.get(file);
  if (known?.text === text) return known.entities;
  const snapshot = parseSnapshot(text, file);
  if (snapshot.revision !== revision) {
    throw new SnapshotError({ file, problem: 'other-revision', of: snapshot.revision });
  }
  const { entities } = snapshot;
  parsed.set(file, { text, entities });
  return entities;
}

interface Parsed {
  readonly text: string;
  readonly entities: readonly SchemaEntity[];
}

/** A command asks for the state of each slice several times over: each text is parsed once. */
const PARSED = new WeakMap<RevisionFiles, Map<string, Parsed>>();

function commonState(
  graph: RevisionGraph,
  slice: Slice,
  a: string,
  b: string,
  files: RevisionFiles,
): readonly SchemaEntity[] {
  const common = graph.ancestors([b], { dependencies: true }).filter(graph.below([a]));
  return common.length === 0 ? [] : sliceState(graph, slice, common, files);
}

/** Renames of other slices that the snapshot cannot know, because they are not below its revision. */
function withLaterRenames(
  graph: RevisionGraph,
  revision: Revision,
  isBelow: (id: string) => boolean,
  entities: readonly SchemaEntity[],
): readonly SchemaEntity[] {
  const others = withRenames(graph).filter((other) => other.slice !== revision.slice);
  if (others.length === 0) return entities;
  const isKnown = graph.below([revision.id]);
  const renames = others
    .filter((other) => !isKnown(other.id))
    .filter((other) => isBelow(other.id) || !isOfSlice(graph, other, revision.slice))
    .flatMap((other) => (other.renames ?? []).map(parseRename));
  return replayRenames(entities, renames);
}

/** The revisions whose headers name renames, which few do. */
function withRenames(graph: RevisionGraph): readonly Revision[] {
  const known = RENAMING.get(graph) ?? graph.ordered.filter(({ renames }) => renames !== undefined);
  RENAMING.set(graph, known);
  return known;
}

const RENAMING = new WeakMap<RevisionGraph, readonly Revision[]>();

/** A rename on the slice's own line above the given revisions has not happened yet. */
function isOfSlice(graph: RevisionGraph, revision: Revision, slice: string): boolean {
  return graph.labels(revision.id).includes(slice);
}
