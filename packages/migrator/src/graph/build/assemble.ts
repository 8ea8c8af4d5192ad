import { placeOf } from '../../errors/files/revision-place.ts';
import type { BrokenGraphError } from '../../errors/graph/broken-graph-error.ts';
import { DependencySelfLoopError, SelfLoopError } from '../../errors/graph/cycle-errors.ts';
import {
  DuplicateLabelError,
  DuplicateRevisionError,
  MissingRevisionError,
} from '../../errors/graph/revision-errors.ts';
import type { Revision } from '../../revision/revision.ts';
import type { Adjacency } from '../structure/adjacency.ts';
import { at } from '../structure/at.ts';
import { suggestions } from '../structure/suggestions.ts';
import { AdjacencyBuilder } from './adjacency-builder.ts';
import { checkIds, checkLabel, IMPOSSIBLE_IDS, impossibleId } from './check-names.ts';

/** Receives each fault as it is found, and throws or collects it. */
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
 * Numbers the revisions by slice, then id, and links them; every fault goes to `report`, and what is at fault is left
 * out. Most commands run this once, on code that the engine has not compiled yet: few passes, and as much as possible
 * in built-in functions.
 */
export function assemble(loaded: Iterable<Revision>, report: Report): Assembled {
  const { revisions, nodeOf, loadPosition, counts, withLabels } = numberRevisions(loaded, report);
  const labelled = mapLabels(revisions, withLabels, nodeOf, report);
  const missing = missingRevisions({ revisions, nodeOf, labelled }, report);
  const parentRows = new AdjacencyBuilder(revisions.length, counts.parents);
  const dependencyRows = new AdjacencyBuilder(revisions.length, counts.dependencies);
  revisions.forEach((revision, row) => {
    const { revises, dependsOn } = revision;
    for (let i = 0; i < revises.length; i++) {
      const parent = revises[i] ?? '';
      const node = nodeOf.get(parent);
      if (node === undefined) missing(revision, 'revises', parent);
      else if (node === row) report(new SelfLoopError(placeOf(revision)));
      else parentRows.add(row, node);
    }
    for (let i = 0; i < dependsOn.length; i++) {
      const name = dependsOn[i] ?? '';
      const node = nodeOf.get(name) ?? labelled.get(name);
      if (node === undefined) missing(revision, 'depends-on', name);
      else if (name === revision.id) report(new DependencySelfLoopError(placeOf(revision)));
      else dependencyRows.add(row, node);
    }
  });
  const parents = parentRows.build();
  const dependencies = dependencyRows.build();
  return { revisions, nodeOf, labelled, loadPosition, parents, dependencies, down: parents.joined(dependencies) };
}

interface Numbered extends Pick<Assembled, 'revisions' | 'nodeOf' | 'loadPosition'> {
  /** How many parents and dependencies the headers name in all, so that arrays are allocated once. */
  readonly counts: { readonly parents: number; readonly dependencies: number };
  /** The nodes whose headers carry labels. */
  readonly withLabels: readonly number[];
}

/** Gives each revision its number. */
function numberRevisions(loaded: Iterable<Revision>, report: Report): Numbered {
  let all: readonly Revision[] = Array.isArray(loaded) ? loaded : [...loaded];
  let found = survey(all);
  checkIds(all, found.idsBySlice.values(), report);
  if (found.positions.size < all.length) {
    all = withoutDuplicates(all, report);
    found = survey(all);
  }
  const { positions, idsBySlice, parents, dependencies } = found;
  for (const word of IMPOSSIBLE_IDS) {
    const position = positions.get(word);
    if (position !== undefined) report(impossibleId(at(all, position)));
  }
  const revisions: Revision[] = [];
  const loadPosition = new Int32Array(positions.size);
  for (const slice of [...idsBySlice.keys()].sort()) {
    // Without a function `sort` compares strings by UTF-16 code units, in compiled code.
    const ids = (idsBySlice.get(slice) ?? []).sort();
    ids.forEach((id) => {
      const position = positions.get(id) ?? 0;
      const node = revisions.length;
      loadPosition[node] = position;
      positions.set(id, node);
      revisions.push(at(all, position));
    });
  }
  const withLabels = found.withLabels.map((id) => positions.get(id) ?? 0).sort((a, b) => a - b);
  return { revisions, nodeOf: positions, loadPosition, counts: { parents, dependencies }, withLabels };
}

interface Survey {
  /** By id: its place among the revisions, the last one if there are several. */
  readonly positions: Map<string, number>;
  /** By slice: the ids in the order of loading. */
  readonly idsBySlice: Map<string, string[]>;
  /** Ids of the revisions whose headers carry labels. */
  readonly withLabels: readonly string[];
  readonly parents: number;
  readonly dependencies: number;
}

/** Collects all facts of the revisions in one pass, in the order in which they are in memory. */
function survey(loaded: readonly Revision[]): Survey {
  const positions = new Map<string, number>();
  const idsBySlice = new Map<string, string[]>();
  const withLabels: string[] = [];
  let parents = 0;
  let dependencies = 0;
  let slice: string | undefined;
  let idsOfSlice: string[] = [];
  loaded.forEach((revision, position) => {
    const { id } = revision;
    positions.set(id, position);
    // A loader gives slice by slice.
    if (revision.slice !== slice) {
      slice = revision.slice;
      idsOfSlice = idsBySlice.get(slice) ?? [];
      idsBySlice.set(slice, idsOfSlice);
    }
    idsOfSlice.push(id);
    parents += revision.revises.length;
    dependencies += revision.dependsOn.length;
    if (revision.labels.length > 0) withLabels.push(id);
  });
  return { positions, idsBySlice, withLabels, parents, dependencies };
}

/** Reports every id that appears again; of several revisions with one id the first stays. */
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
  return new DuplicateRevisionError({ ...placeOf(first), duplicate: placeOf(second) });
}

function mapLabels(
  revisions: readonly Revision[],
  withLabels: readonly number[],
  nodeOf: ReadonlyMap<string, number>,
  report: Report,
): Map<string, number> {
  const labelled = new Map<string, number>();
  for (const node of withLabels) {
    const revision = at(revisions, node);
    for (const label of revision.labels) {
      checkLabel(revision, label, report);
      const other = nodeOf.get(label) ?? labelled.get(label);
      if (other === undefined) labelled.set(label, node);
      else report(new DuplicateLabelError({ label, ...placeOf(revision), other: placeOf(at(revisions, other)) }));
    }
  }
  return labelled;
}

/**
 * Suggestions cost one pass over all names; a broken checkout with thousands of faults gets them for the first ones
 * only.
 */
const SUGGESTED_FAULTS = 10;

function missingRevisions(
  known: Pick<Assembled, 'revisions' | 'nodeOf' | 'labelled'>,
  report: Report,
): (revision: Revision, key: 'revises' | 'depends-on', name: string) => void {
  let count = 0;
  return (revision, key, name) => {
    const owner = known.labelled.get(name);
    const facts = {
      ...placeOf(revision),
      key,
      missing: name,
      suggestions: count++ < SUGGESTED_FAULTS ? suggestions(name, known.nodeOf.keys()) : [],
      ...(owner === undefined ? {} : { labelOf: placeOf(at(known.revisions, owner)) }),
    };
    report(new MissingRevisionError(facts));
  };
}
