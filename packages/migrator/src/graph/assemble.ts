import {
  type BrokenGraphError,
  DuplicateLabelError,
  DuplicateRevisionError,
  MissingRevisionError,
  SelfLoopError,
} from '../errors/graph-errors.ts';
import { placeOf } from '../errors/revision-place.ts';
import type { Revision } from '../revision/revision.ts';
import type { Adjacency } from './adjacency.ts';
import { AdjacencyBuilder } from './adjacency-builder.ts';
import { at } from './at.ts';
import { checkIds, checkLabel, IMPOSSIBLE_IDS, impossibleId } from './check-names.ts';
import { suggestions } from './suggestions.ts';

/** Gets each fault as it is found: throws it, or collects it. */
export type Report = (fault: BrokenGraphError) => void;

/** Nodes, names and edges, checked except for cycles. */
export interface Assembled {
  readonly revisions: readonly Revision[];
  readonly nodeOf: ReadonlyMap<string, number>;
  readonly labelled: ReadonlyMap<string, number>;
  readonly loadPosition: Int32Array;
  readonly parents: Adjacency;
  readonly dependencies: Adjacency;
  readonly down: Adjacency;
}

/**
 * Numbers the revisions by slice, then id, and links them; every fault goes to `report`, and what is at fault is left out. Most
 * commands run this once, on code that the engine has not compiled yet: `forEach` is the cheapest loop there.
 */
export function assemble(loaded: Iterable<Revision>, report: Report): Assembled {
  const { revisions, nodeOf, loadPosition } = numberRevisions(Array.isArray(loaded) ? loaded : [...loaded], report);
  const labelled = mapLabels(revisions, nodeOf, report);
  const missing = missingRevisions({ revisions, nodeOf, labelled }, report);
  const { parents, dependencies, down } = edgeBuilders(revisions);
  revisions.forEach((revision, row) => {
    revision.revises.forEach((parent) => {
      const node = nodeOf.get(parent);
      if (node === undefined) missing(revision, 'revises', parent);
      else if (node === row) report(new SelfLoopError(placeOf(revision), 'revises'));
      else {
        parents.add(row, node);
        down.add(row, node);
      }
    });
    if (revision.dependsOn.length === 0) return;
    revision.dependsOn.forEach((name) => {
      const node = nodeOf.get(name) ?? labelled.get(name);
      if (node === undefined) missing(revision, 'depends-on', name);
      else if (name === revision.id) report(new SelfLoopError(placeOf(revision), 'depends-on'));
      else {
        dependencies.add(row, node);
        down.add(row, node);
      }
    });
  });
  const edges = { parents: parents.build(), dependencies: dependencies.build() };
  return {
    revisions,
    nodeOf,
    labelled,
    loadPosition,
    ...edges,
    down: edges.dependencies.edges === 0 ? edges.parents : down.build(),
  };
}

function edgeBuilders(revisions: readonly Revision[]): Record<'parents' | 'dependencies' | 'down', AdjacencyBuilder> {
  let parents = 0;
  let dependencies = 0;
  revisions.forEach(({ revises, dependsOn }) => {
    parents += revises.length;
    dependencies += dependsOn.length;
  });
  return {
    parents: new AdjacencyBuilder(revisions.length, parents),
    dependencies: new AdjacencyBuilder(revisions.length, dependencies),
    down: new AdjacencyBuilder(revisions.length, parents + dependencies),
  };
}

/** Checks the names and gives each revision its number; of several with one id the first stays. */
function numberRevisions(
  loaded: readonly Revision[],
  report: Report,
): Pick<Assembled, 'revisions' | 'nodeOf' | 'loadPosition'> {
  const places = new Map<string, number>();
  const bySlice = new Map<string, string[]>();
  checkIds(loaded, report);
  loaded.forEach((revision, position) => {
    const other = places.get(revision.id);
    if (other !== undefined) {
      report(duplicate(at(loaded, other), revision));
      return;
    }
    places.set(revision.id, position);
    const ids = bySlice.get(revision.slice);
    if (ids === undefined) bySlice.set(revision.slice, [revision.id]);
    else ids.push(revision.id);
  });
  for (const word of IMPOSSIBLE_IDS) {
    const position = places.get(word);
    if (position !== undefined) report(impossibleId(at(loaded, position)));
  }
  const revisions: Revision[] = [];
  const loadPosition = new Int32Array(places.size);
  for (const slice of [...bySlice.keys()].sort()) {
    // Without a function `sort` compares strings by UTF-16 code units, in compiled code.
    const ids = (bySlice.get(slice) ?? []).sort();
    ids.forEach((id) => {
      const position = places.get(id) ?? 0;
      const node = revisions.length;
      loadPosition[node] = position;
      places.set(id, node);
      revisions.push(at(loaded, position));
    });
  }
  return { revisions, nodeOf: places, loadPosition };
}

function duplicate(one: Revision, other: Revision): DuplicateRevisionError {
  const [first, second] = one.file <= other.file ? [one, other] : [other, one];
  return new DuplicateRevisionError(placeOf(first), placeOf(second));
}

function mapLabels(
  revisions: readonly Revision[],
  nodeOf: ReadonlyMap<string, number>,
  report: Report,
): Map<string, number> {
  const labelled = new Map<string, number>();
  revisions.forEach((revision, node) => {
    if (revision.labels.length === 0) return;
    revision.labels.forEach((label) => {
      checkLabel(revision, label, report);
      const other = nodeOf.get(label) ?? labelled.get(label);
      if (other === undefined) labelled.set(label, node);
      else report(new DuplicateLabelError(label, placeOf(revision), placeOf(at(revisions, other))));
    });
  });
  return labelled;
}

/** Suggestions cost one pass over all names; a broken checkout with thousands of faults gets them for the first ones only. */
const SUGGESTED_FAULTS = 10;

function missingRevisions(
  known: Pick<Assembled, 'revisions' | 'nodeOf' | 'labelled'>,
  report: Report,
): (revision: Revision, key: 'revises' | 'depends-on', name: string) => void {
  let count = 0;
  return (revision, key, name) => {
    const owner = known.labelled.get(name);
    const label = owner === undefined ? undefined : placeOf(at(known.revisions, owner));
    const names = count++ < SUGGESTED_FAULTS ? suggestions(name, known.nodeOf.keys()) : [];
    report(new MissingRevisionError(placeOf(revision), key, name, names, label));
  };
}
