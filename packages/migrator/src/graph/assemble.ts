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
  const all = Array.isArray(loaded) ? loaded : [...loaded];
  checkIds(all, report);
  const { revisions, nodeOf, loadPosition, counts } = numberRevisions(all, report);
  const labelled = counts.labels === 0 ? new Map<string, number>() : mapLabels(revisions, nodeOf, report);
  const missing = missingRevisions({ revisions, nodeOf, labelled }, report);
  const parentRows = new AdjacencyBuilder(revisions.length, counts.parents);
  const dependencyRows = new AdjacencyBuilder(revisions.length, counts.dependencies);
  revisions.forEach((revision, row) => {
    const { revises, dependsOn } = revision;
    for (let i = 0; i < revises.length; i++) {
      const parent = at(revises, i);
      const node = nodeOf.get(parent);
      if (node === undefined) missing(revision, 'revises', parent);
      else if (node === row) report(new SelfLoopError(placeOf(revision), 'revises'));
      else parentRows.add(row, node);
    }
    for (let i = 0; i < dependsOn.length; i++) {
      const name = at(dependsOn, i);
      const node = nodeOf.get(name) ?? labelled.get(name);
      if (node === undefined) missing(revision, 'depends-on', name);
      else if (name === revision.id) report(new SelfLoopError(placeOf(revision), 'depends-on'));
      else dependencyRows.add(row, node);
    }
  });
  const parents = parentRows.build();
  const dependencies = dependencyRows.build();
  return { revisions, nodeOf, labelled, loadPosition, parents, dependencies, down: parents.joined(dependencies) };
}

interface Numbered extends Pick<Assembled, 'revisions' | 'nodeOf' | 'loadPosition'> {
  /** How much the headers name in all, so that arrays are made once and empty loops are spared. */
  readonly counts: { readonly parents: number; readonly dependencies: number; readonly labels: number };
}

/** Gives each revision its number. */
function numberRevisions(loaded: readonly Revision[], report: Report): Numbered {
  const places = new Map<string, number>();
  const bySlice = new Map<string, string[]>();
  let slice: string | undefined;
  let idsOfSlice: string[] = [];
  loaded.forEach((revision, position) => {
    places.set(revision.id, position);
    // A loader gives slice by slice.
    if (revision.slice !== slice) {
      slice = revision.slice;
      idsOfSlice = bySlice.get(slice) ?? [];
      bySlice.set(slice, idsOfSlice);
    }
    idsOfSlice.push(revision.id);
  });
  if (places.size < loaded.length) return numberRevisions(withoutDuplicates(loaded, report), report);
  for (const word of IMPOSSIBLE_IDS) {
    const position = places.get(word);
    if (position !== undefined) report(impossibleId(at(loaded, position)));
  }
  const revisions: Revision[] = [];
  const loadPosition = new Int32Array(places.size);
  const counts = { parents: 0, dependencies: 0, labels: 0 };
  for (const name of [...bySlice.keys()].sort()) {
    // Without a function `sort` compares strings by UTF-16 code units, in compiled code.
    const ids = (bySlice.get(name) ?? []).sort();
    ids.forEach((id) => {
      const position = places.get(id) ?? 0;
      const revision = at(loaded, position);
      const node = revisions.length;
      loadPosition[node] = position;
      places.set(id, node);
      revisions.push(revision);
      counts.parents += revision.revises.length;
      counts.dependencies += revision.dependsOn.length;
      counts.labels += revision.labels.length;
    });
  }
  return { revisions, nodeOf: places, loadPosition, counts };
}

/** Reports every id that is there again; of several revisions with one id the first stays. */
function withoutDuplicates(loaded: readonly Revision[], report: Report): readonly Revision[] {
  const first = new Map<string, Revision>();
  for (const revision of loaded) {
    const other = first.get(revision.id);
    if (other === undefined) first.set(revision.id, revision);
    else report(duplicate(other, revision));
  }
  return [...first.values()];
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
