import { type Marks, reach } from '../graph/reach.ts';
import type { RevisionGraph } from '../graph/revision-graph.ts';
import type { Direction } from '../revision/revision.ts';
import type { PlanStep } from './plan.ts';

const NO_IDS: readonly string[] = [];

/**
 * Keeps the heads of the applied set while revisions are applied and undone, by one rule: heads are the applied revisions
 * without an applied child, where a child is a revision that has them as a parent or dependency. Each step costs its own
 * parents and dependencies only, never a look at the other heads.
 */
export class HeadTracker {
  readonly #graph: RevisionGraph;
  readonly #offsets: Int32Array;
  readonly #targets: Int32Array;
  readonly #applied: Marks;
  /** By node: how many applied revisions have it as a parent or dependency. */
  readonly #children: Int32Array;

  /** Starts with the current revisions and everything below them applied. */
  constructor(graph: RevisionGraph, current: readonly number[]) {
    const { down } = graph.index;
    this.#graph = graph;
    this.#offsets = down.offsets;
    this.#targets = down.targets;
    this.#applied = reach(down, current);
    this.#children = new Int32Array(graph.size);
    if (current.length === 0) return;
    for (let node = 0; node < this.#applied.length; node++) {
      if (this.#applied[node] !== 1) continue;
      for (let i = this.#offsets[node] ?? 0, end = this.#offsets[node + 1] ?? 0; i < end; i++) {
        const below = this.#targets[i] ?? 0;
        this.#children[below] = (this.#children[below] ?? 0) + 1;
      }
    }
  }

  isApplied(node: number): boolean {
    return this.#applied[node] === 1;
  }

  /** Ids of the heads by slice, then id. */
  heads(): readonly string[] {
    const heads: number[] = [];
    for (let node = 0; node < this.#applied.length; node++) {
      if (this.#applied[node] === 1 && this.#children[node] === 0) heads.push(node);
    }
    return this.#graph.ids(heads);
  }

  /** Records a revision as applied or undone, as a step of a plan. */
  step(node: number, direction: Direction): PlanStep {
    const revision = this.#graph.revisionAt(node);
    if ((this.#applied[node] === 1) === (direction === 'upgrade')) {
      return { revision, direction, headsAdded: NO_IDS, headsRemoved: NO_IDS };
    }
    const itself = this.#children[node] === 0 ? [revision.id] : NO_IDS;
    if (direction === 'upgrade') {
      this.#applied[node] = 1;
      return { revision, direction, headsAdded: itself, headsRemoved: this.#count(node, 1) };
    }
    this.#applied[node] = 0;
    return { revision, direction, headsAdded: this.#count(node, -1), headsRemoved: itself };
  }

  /** Counts a child up or down for everything directly below a node; gives those applied ones that it unmakes or makes heads. */
  #count(node: number, change: 1 | -1): readonly string[] {
    // A list of one is by far the most frequent; `[]` and `push` would reserve room for seventeen.
    let turned: string[] | undefined;
    for (let i = this.#offsets[node] ?? 0, end = this.#offsets[node + 1] ?? 0; i < end; i++) {
      const below = this.#targets[i] ?? 0;
      const before = this.#children[below] ?? 0;
      this.#children[below] = before + change;
      if (before !== (change === 1 ? 0 : 1) || this.#applied[below] !== 1) continue;
      const { id } = this.#graph.revisionAt(below);
      if (turned === undefined) turned = [id];
      else turned.push(id);
    }
    return turned ?? NO_IDS;
  }
}
