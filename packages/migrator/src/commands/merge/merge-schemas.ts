import { SnapshotConflictError, SnapshotMissingError } from '../../errors/files/snapshot-errors.ts';
import type { NamedConflict } from '../../errors/merge/does-not-commute.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { RevisionFiles } from '../../ports/workspace/revision-files.ts';
import { branchesOf } from '../../proof/merge/orders/branches.ts';
import type { Slice } from '../../revision/slice.ts';
import { mergeEntities } from '../../schema/change/merge-entities.ts';
import { canonicalJson } from '../../schema/entity/canonical-json.ts';
import type { SchemaEntity } from '../../schema/entity/schema-entity.ts';
import type { JsonFacts } from '../../schema/facts/entity-facts.ts';
import { sliceState } from '../shared/schema/slice-state.ts';

/** The schemas that the snapshots give for a merge. */
export interface MergedSchemas {
  /** Things that two branches changed differently, whatever the order. */
  readonly conflicts: readonly NamedConflict[];
  /** The slice's entities after the merge; absent where it has no snapshots or the snapshots contradict each other. */
  entitiesOf(slice: Slice): readonly SchemaEntity[] | undefined;
  /** The same for an order of heads: later ones win over earlier ones. Absent if the slice has no snapshots. */
  inOrder(slice: Slice, order: readonly string[]): readonly SchemaEntity[] | undefined;
}

/** Merges the snapshots of every slice that a branch touches, from the common ancestors of each two heads. */
export function mergeSchemas(
  graph: RevisionGraph,
  slices: readonly Slice[],
  heads: readonly string[],
  files: RevisionFiles,
): MergedSchemas {
  const conflicts: NamedConflict[] = [];
  const state = (slice: Slice, ends: readonly string[]) => stateOf(graph, slice, ends, files);
  heads.forEach((a, at) => {
    for (const b of heads.slice(at + 1)) {
      const { ancestors, above } = branchesOf(graph, [a, b]);
      const touched = new Set(above.map((id) => graph.require(id).slice));
      for (const slice of slices.filter(({ label }) => touched.has(label))) {
        const [base, ours, theirs] = [state(slice, ancestors), state(slice, [a]), state(slice, [b])];
        if (base === undefined || ours === undefined || theirs === undefined) continue;
        const found = mergeEntities(base, ours, theirs).conflicts;
        const old = (entity: SchemaEntity | undefined) => base.find((it) => entity !== undefined && isSame(it, entity));
        conflicts.push(
          ...found.map((conflict) => {
            const before = old(conflict.ours ?? conflict.theirs);
            return {
              slice: slice.label,
              entity: conflict.entity,
              sides: [
                { head: a, says: sayChange(before, conflict.ours) },
                { head: b, says: sayChange(before, conflict.theirs) },
              ],
            };
          }),
        );
      }
    }
  });
  return {
    conflicts,
    entitiesOf: (slice) => state(slice, heads),
    inOrder(slice, [first, ...later]) {
      let done = first === undefined ? [] : [first];
      let merged = state(slice, done);
      for (const head of later) {
        const base = state(slice, commonEnds(graph, done, head));
        const theirs = state(slice, [head]);
        if (merged === undefined || base === undefined || theirs === undefined) return undefined;
        merged = mergeEntities(base, merged, theirs, 'theirs').entities;
        done = [...done, head];
      }
      return merged;
    },
  };
}

/** The revisions that one of these heads and the other one have in common. */
function commonEnds(graph: RevisionGraph, heads: readonly string[], other: string): readonly string[] {
  const below = new Set(graph.ancestors(heads, { dependencies: true }));
  return graph.ancestors([other], { dependencies: true }).filter((id) => below.has(id));
}

function stateOf(
  graph: RevisionGraph,
  slice: Slice,
  ends: readonly string[],
  files: RevisionFiles,
): readonly SchemaEntity[] | undefined {
  try {
    return sliceState(graph, slice, ends, files);
  } catch (error) {
    // A history written by hand has no snapshots: only the catalogs of the proof are compared.
    if (error instanceof SnapshotMissingError || error instanceof SnapshotConflictError) return undefined;
    throw error;
  }
}

function isSame(a: SchemaEntity, b: SchemaEntity): boolean {
  return a.type === b.type && a.schema === b.schema && a.table === b.table && a.name === b.name;
}

/** `gone`, or the facts that changed: `default: 1 -> 2`. */
function sayChange(before: SchemaEntity | undefined, after: SchemaEntity | undefined): string {
  if (after === undefined) return 'gone (dropped or renamed)';
  const was: JsonFacts = before?.facts ?? {};
  const is: JsonFacts = after.facts;
  const names = [...new Set([was, is].flatMap((facts) => Object.keys(facts)))].sort();
  const show = (facts: JsonFacts, fact: string): string => {
    const value = facts[fact];
    return value === undefined ? 'none' : typeof value === 'string' ? value : canonicalJson(value);
  };
  const changed = names.filter((fact) => show(was, fact) !== show(is, fact));
  const facts = changed.map((fact) =>
    before === undefined ? `${fact}: ${show(is, fact)}` : `${fact}: ${show(was, fact)} -> ${show(is, fact)}`,
  );
  return `${before === undefined ? 'new' : 'changed'}${facts.length === 0 ? '' : `, ${facts.join(', ')}`}`;
}
