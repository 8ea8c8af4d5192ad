import {
  type BrokenGraphError,
  DuplicateLabelError,
  DuplicateRevisionError,
  MissingRevisionError,
} from '../errors/graph-errors.ts';
import { placeOf } from '../errors/revision-place.ts';
import type { Revision } from '../revision/revision.ts';
import type { Adjacency } from './adjacency.ts';
import { AdjacencyBuilder } from './adjacency-builder.ts';
import { at } from './at.ts';
import { checkNames } from './check-names.ts';
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

/** Numbers the revisions by slice, then id, and links them; every fault goes to `report`, and what is at fault is left out. */
export function assemble(loaded: Iterable<Revision>, report: Report): Assembled {
  const byId = uniqueRevisions(loaded, report);
  const { revisions, nodeOf, loadPosition } = numberRevisions(byId);
  const labelled = mapLabels(byId, nodeOf, report);
  const missing = missingRevisions({ revisions, nodeOf, labelled }, report);
  const parents = new AdjacencyBuilder(revisions.length);
  const dependencies = new AdjacencyBuilder(revisions.length);
  const down = new AdjacencyBuilder(revisions.length);
  for (const revision of revisions) {
    for (const parent of revision.revises) {
      if (parent === revision.id) continue;
      const node = nodeOf.get(parent);
      if (node === undefined) {
        missing(revision, 'revises', parent);
        continue;
      }
      parents.add(node);
      down.add(node);
    }
    for (const name of revision.dependsOn) {
      if (name === revision.id) continue;
      const node = nodeOf.get(name) ?? labelled.get(name);
      if (node === undefined) {
        missing(revision, 'depends-on', name);
        continue;
      }
      dependencies.add(node);
      down.add(node);
    }
    parents.endRow();
    dependencies.endRow();
    down.endRow();
  }
  const edges = { parents: parents.build(), dependencies: dependencies.build(), down: down.build() };
  return { revisions, nodeOf, labelled, loadPosition, ...edges };
}

/** The revisions by id in the order of loading; of several with one id the first stays. */
function uniqueRevisions(loaded: Iterable<Revision>, report: Report): Map<string, Revision> {
  const byId = new Map<string, Revision>();
  for (const revision of loaded) {
    for (const fault of checkNames(revision)) report(fault);
    const other = byId.get(revision.id);
    if (other === undefined) byId.set(revision.id, revision);
    else report(new DuplicateRevisionError(placeOf(other), placeOf(revision)));
  }
  return byId;
}

function numberRevisions(
  byId: ReadonlyMap<string, Revision>,
): Pick<Assembled, 'revisions' | 'nodeOf' | 'loadPosition'> {
  const loaded = [...byId.values()];
  const bySlice = new Map<string, number[]>();
  for (let position = 0; position < loaded.length; position++) {
    const { slice } = at(loaded, position);
    const members = bySlice.get(slice);
    if (members === undefined) bySlice.set(slice, [position]);
    else members.push(position);
  }
  const revisions: Revision[] = [];
  const nodeOf = new Map<string, number>();
  const loadPosition = new Int32Array(loaded.length);
  for (const slice of [...bySlice.keys()].sort()) {
    const members = bySlice.get(slice) ?? [];
    members.sort((a, b) => (at(loaded, a).id < at(loaded, b).id ? -1 : 1));
    for (const position of members) {
      const revision = at(loaded, position);
      loadPosition[revisions.length] = position;
      nodeOf.set(revision.id, revisions.length);
      revisions.push(revision);
    }
  }
  return { revisions, nodeOf, loadPosition };
}

function mapLabels(
  byId: ReadonlyMap<string, Revision>,
  nodeOf: ReadonlyMap<string, number>,
  report: Report,
): Map<string, number> {
  const labelled = new Map<string, number>();
  const owners = new Map<string, Revision>();
  for (const revision of byId.values()) {
    for (const label of revision.labels) {
      const other = byId.get(label) ?? owners.get(label);
      if (other !== undefined) {
        report(new DuplicateLabelError(label, placeOf(revision), placeOf(other)));
        continue;
      }
      owners.set(label, revision);
      labelled.set(label, nodeOf.get(revision.id) ?? 0);
    }
  }
  return labelled;
}

/** Suggestions cost one pass over all names; a broken checkout with thousands of faults gets them for the first ones only. */
const SUGGESTED_FAULTS = 20;

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
