import { at, intAt } from './at.ts';
import type { GraphIndex } from './graph-index.ts';
import { type Marks, reach } from './reach.ts';

/**
 * Up to this many labels the sets of all nodes are computed at once; above, each is found by a walk, so that memory
 * stays linear.
 */
const FEW_LABELS = 256;

/**
 * Which branch labels a revision has. A label belongs to the revision that carries it, to all its descendants by
 * parents (never by dependencies), and to its ancestors as far as everything from them up to the tip is one straight
 * line.
 */
export class EffectiveLabels {
  readonly #index: GraphIndex;
  readonly #straight: Uint8Array;
  #descendants: { readonly carrier: number; readonly marks: Marks } | undefined;
  #all: readonly (readonly string[])[] | undefined;

  constructor(index: GraphIndex) {
    this.#index = index;
    this.#straight = straightToTip(index);
  }

  /** Sorted labels of a node. */
  of(node: number): readonly string[] {
    if (this.#index.labelled.size > FEW_LABELS) return this.#walk(node);
    this.#all ??= sharedLabels(this.#index, this.#straight);
    return at(this.#all, node);
  }

  has(node: number, label: string): boolean {
    const carrier = this.#index.labelled.get(label);
    if (carrier === undefined) return false;
    // By descendants of the carrier and not by ancestors of the node: a wide graph asks for one label at thousands of
    // heads.
    if (this.#descendants?.carrier !== carrier) {
      this.#descendants = { carrier, marks: reach(this.#index.children, [carrier]) };
    }
    return this.#descendants.marks[this.#tip(node)] === 1;
  }

  #walk(node: number): string[] {
    const below = reach(this.#index.parents, [this.#tip(node)]);
    const labels: string[] = [];
    for (const [label, carrier] of this.#index.labelled) if (below[carrier] === 1) labels.push(label);
    return labels.sort();
  }

  /** The end of the straight line that the node is on, or the node itself: both have the same labels. */
  #tip(node: number): number {
    const { children } = this.#index;
    let tip = node;
    while (this.#straight[tip] === 1 && children.degree(tip) === 1) tip = children.first(tip);
    return tip;
  }
}

/**
 * By node: 1 when the node and everything above it up to the tip is one straight line, without a branch point
 * (dependent revisions counted) and without a merge.
 */
function straightToTip(index: GraphIndex): Uint8Array {
  const { order, parents, children, dependents } = index;
  const straight = new Uint8Array(order.length);
  for (let i = order.length - 1; i >= 0; i--) {
    const node = intAt(order, i);
    if (dependents.degree(node) > 1 || parents.degree(node) > 1) continue;
    straight[node] = children.degree(node) === 0 ? 1 : at(straight, children.first(node));
  }
  return straight;
}

/** The labels of all nodes; equal sets are one array. */
function sharedLabels(index: GraphIndex, straight: Uint8Array): readonly (readonly string[])[] {
  const { children } = index;
  const none: readonly string[] = [];
  const shared = new Map<string, readonly string[]>();
  const labels = new Array<readonly string[]>(index.order.length).fill(none);
  for (const node of index.order) {
    const own = at(index.revisions, node).labels;
    const parents = index.parents.row(node).map((parent) => at(labels, parent));
    const first = parents[0] ?? none;
    if (own.length === 0 && parents.every((list) => list === first)) {
      labels[node] = first;
      continue;
    }
    const sorted = [...new Set([...own, ...parents.flat()])].sort();
    const key = sorted.join('\n');
    const known = shared.get(key) ?? sorted;
    shared.set(key, known);
    labels[node] = known;
  }
  for (let i = index.order.length - 1; i >= 0; i--) {
    const node = intAt(index.order, i);
    if (straight[node] === 0 || children.degree(node) !== 1) continue;
    labels[node] = at(labels, children.first(node));
  }
  return labels;
}
