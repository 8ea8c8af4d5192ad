import { UnknownRevisionError } from '../../errors/graph/unknown-name-errors.ts';
import type { Revision } from '../../revision/revision.ts';
import type { Adjacency } from './adjacency.ts';
import { at } from './at.ts';
import { EffectiveLabels } from './effective-labels.ts';
import type { GraphIndex } from './graph-index.ts';
import { headsBySlice } from './heads-by-slice.ts';
import { normalizedDown } from './normalized-down.ts';
import { type Marks, reach } from './reach.ts';
import { suggestions } from './suggestions.ts';

/** How far `ancestors` and `descendants` follow: along parents alone, or along dependencies too. */
export interface ReachOptions {
  readonly dependencies: boolean;
}

const NO_IDS: readonly string[] = [];

/**
 * A validated, immutable graph of revisions. Made by `buildGraph`. Every list is sorted by slice, then id, whatever the
 * order of loading. Ids given must be whole ids of the graph (symbols go through `resolve`); an unknown one throws
 * `UnknownRevisionError`.
 */
export class RevisionGraph {
  /** For the algorithms of `graph/` and `plan/`. */
  readonly index: GraphIndex;
  #labels: EffectiveLabels | undefined;
  #sliceHeads: ReadonlyMap<string, readonly string[]> | undefined;
  #ordered: readonly Revision[] | undefined;
  #orderedBySlice: ReadonlyMap<string, readonly Revision[]> | undefined;
  #lists = new Map<string, readonly string[]>();

  constructor(index: GraphIndex) {
    this.index = index;
  }

  get size(): number {
    return this.index.revisions.length;
  }

  /** All revisions by slice, then id. */
  get revisions(): readonly Revision[] {
    return this.index.revisions;
  }

  /** All revisions, parents and dependencies first: the one order of all plans. */
  get ordered(): readonly Revision[] {
    this.#ordered ??= Array.from(this.index.order, (node) => at(this.index.revisions, node));
    return this.#ordered;
  }

  /** Those of a slice, in the same order. */
  orderedOfSlice(slice: string): readonly Revision[] {
    this.#orderedBySlice ??= bySlice(this.ordered);
    return this.#orderedBySlice.get(slice) ?? [];
  }

  get(id: string): Revision | undefined {
    const node = this.index.nodeOf.get(id);
    return node === undefined ? undefined : this.index.revisions[node];
  }

  /** Like `get`, but throws `UnknownRevisionError` (with the nearest names). */
  require(id: string): Revision {
    return at(this.index.revisions, this.node(id));
  }

  /** The revision that carries this branch label in its header. */
  labelled(label: string): Revision | undefined {
    const node = this.index.labelled.get(label);
    return node === undefined ? undefined : this.index.revisions[node];
  }

  /** No child. */
  get heads(): readonly string[] {
    return this.#list('heads', () => this.index.parents.untargeted());
  }

  /** No child and nothing that depends on it: the heads of a database that has everything. */
  get effectiveHeads(): readonly string[] {
    return this.#list('effectiveHeads', () => this.index.down.untargeted());
  }

  /** No parent. */
  get bases(): readonly string[] {
    return this.#list('bases', () => this.index.parents.ends());
  }

  /** No parent and no dependency. */
  get realBases(): readonly string[] {
    return this.#list('realBases', () => this.index.down.ends());
  }

  /** More than one child. */
  get branchPoints(): readonly string[] {
    return this.#list('branchPoints', () => this.#several(this.index.children));
  }

  /** More than one child or dependent revision. */
  get realBranchPoints(): readonly string[] {
    return this.#list('realBranchPoints', () => this.#several(this.index.dependents));
  }

  /** More than one parent. */
  get mergePoints(): readonly string[] {
    return this.#list('mergePoints', () => this.#several(this.index.parents));
  }

  isHead(id: string): boolean {
    return this.index.parents.targeted[this.node(id)] === 0;
  }

  /** Parents, as written. */
  parents(id: string): readonly string[] {
    return this.#row(this.index.parents, id);
  }

  /** Dependencies as ids (labels resolved), as written. */
  dependencies(id: string): readonly string[] {
    return this.#row(this.index.dependencies, id);
  }

  /** Parents, and those dependencies which no ancestor has already. */
  normalizedDown(id: string): readonly string[] {
    return this.ids(normalizedDown(this.index, this.node(id)));
  }

  /** Revisions that have this one as a parent. */
  children(id: string): readonly string[] {
    return this.#row(this.index.children, id);
  }

  /** Revisions that have this one as a parent or dependency. */
  dependents(id: string): readonly string[] {
    return this.#row(this.index.dependents, id);
  }

  /** Effective branch labels, sorted; equal lists may be shared between revisions. */
  labels(id: string): readonly string[] {
    return this.effectiveLabels.of(this.node(id));
  }

  get effectiveLabels(): EffectiveLabels {
    this.#labels ??= new EffectiveLabels(this.index);
    return this.#labels;
  }

  /** The given revisions and all below them. */
  ancestors(ids: Iterable<string>, options: ReachOptions): readonly string[] {
    return this.#reached(options.dependencies ? this.index.down : this.index.parents, ids);
  }

  /**
   * Whether a revision is one of the given ones or below them, along parents and dependencies. Cheaper than the list
   * where few are asked about.
   */
  below(ids: Iterable<string>): (id: string) => boolean {
    const marks = reach(
      this.index.down,
      Array.from(ids, (id) => this.node(id)),
    );
    return (id) => marks[this.node(id)] === 1;
  }

  /** The given revisions and all above them. */
  descendants(ids: Iterable<string>, options: ReachOptions): readonly string[] {
    return this.#reached(options.dependencies ? this.index.dependents : this.index.children, ids);
  }

  /** Revisions of the slice without a child in the same slice. */
  headsOfSlice(slice: string): readonly string[] {
    this.#sliceHeads ??= headsBySlice(this.index);
    return this.#sliceHeads.get(slice) ?? NO_IDS;
  }

  /** The number of a whole id in `index`. */
  node(id: string): number {
    const node = this.index.nodeOf.get(id);
    if (node === undefined)
      throw new UnknownRevisionError({ name: id, suggestions: suggestions(id, this.index.nodeOf.keys()) });
    return node;
  }

  revisionAt(node: number): Revision {
    return at(this.index.revisions, node);
  }

  ids(nodes: readonly number[] | Int32Array): readonly string[] {
    if (nodes.length === 0) return NO_IDS;
    const ids: string[] = [];
    for (const node of nodes) ids.push(at(this.index.revisions, node).id);
    return ids;
  }

  /** Ids of a set of nodes by slice, then id. */
  marked(marks: Marks): string[] {
    const ids: string[] = [];
    // Mostly few of many nodes: those between them are skipped in compiled code.
    for (let node = marks.indexOf(1); node >= 0; node = marks[node + 1] === 1 ? node + 1 : marks.indexOf(1, node + 1)) {
      ids.push(at(this.index.revisions, node).id);
    }
    return ids;
  }

  #row(edges: Adjacency, id: string): readonly string[] {
    return this.ids(edges.row(this.node(id)));
  }

  #reached(edges: Adjacency, ids: Iterable<string>): string[] {
    return this.marked(
      reach(
        edges,
        Array.from(ids, (id) => this.node(id)),
      ),
    );
  }

  /** Nodes with several edges. */
  #several(edges: Adjacency): number[] {
    const nodes: number[] = [];
    for (let node = 0; node < this.size; node++) if (edges.degree(node) > 1) nodes.push(node);
    return nodes;
  }

  /** Ids of a list of nodes that is made once. */
  #list(name: string, nodes: () => readonly number[]): readonly string[] {
    const list = this.#lists.get(name) ?? this.ids(nodes());
    this.#lists.set(name, list);
    return list;
  }
}

function bySlice(revisions: readonly Revision[]): ReadonlyMap<string, readonly Revision[]> {
  const found = new Map<string, Revision[]>();
  for (const revision of revisions) {
    const others = found.get(revision.slice);
    if (others === undefined) found.set(revision.slice, [revision]);
    else others.push(revision);
  }
  return found;
}
