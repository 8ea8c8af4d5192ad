import type { Adjacency } from '../graph/adjacency.ts';
import { at } from '../graph/at.ts';
import { type Marks, reach } from '../graph/reach.ts';
import type { RevisionGraph } from '../graph/revision-graph.ts';

/** What one step changes in the heads; node numbers. */
export interface HeadChange {
  readonly added: readonly number[];
  readonly removed: readonly number[];
}

/**
 * Keeps the heads of the applied set while revisions are applied and undone, by one rule: heads are the applied revisions
 * without an applied child, where a child is a revision that has them as a parent or dependency. Each step costs its own
 * parents and dependencies only, never a look at the other heads.
 */
export class HeadTracker {
  readonly #graph: RevisionGraph;
  readonly #down: Adjacency;
  readonly #applied: Marks;
  /** By node: how many applied revisions have it as a parent or dependency. */
  readonly #children: Int32Array;

  /** Starts with the current revisions and everything below them applied. */
  constructor(graph: RevisionGraph, current: Iterable<number>) {
    this.#graph = graph;
    this.#down = graph.index.down;
    this.#applied = reach(this.#down, current);
    this.#children = new Int32Array(graph.size);
    for (let node = 0; node < graph.size; node++) if (this.#applied[node] === 1) this.#count(node, 1);
  }

  isApplied(node: number): boolean {
    return this.#applied[node] === 1;
  }

  /** Heads by slice, then id. */
  heads(): number[] {
    const heads: number[] = [];
    for (let node = 0; node < this.#graph.size; node++) if (this.#isHead(node)) heads.push(node);
    return heads;
  }

  /** Records a revision as applied. */
  apply(node: number): HeadChange {
    if (this.#applied[node] === 1) return { added: [], removed: [] };
    const removed: number[] = [];
    this.#each(node, (below) => {
      if (this.#isHead(below)) removed.push(below);
    });
    this.#applied[node] = 1;
    this.#count(node, 1);
    return { added: this.#isHead(node) ? [node] : [], removed };
  }

  /** Records a revision as undone. */
  undo(node: number): HeadChange {
    if (this.#applied[node] === 0) return { added: [], removed: [] };
    const removed = this.#isHead(node) ? [node] : [];
    this.#applied[node] = 0;
    this.#count(node, -1);
    const added: number[] = [];
    this.#each(node, (below) => {
      if (this.#isHead(below)) added.push(below);
    });
    return { added, removed };
  }

  #isHead(node: number): boolean {
    return this.#applied[node] === 1 && this.#children[node] === 0;
  }

  #count(node: number, change: number): void {
    this.#each(node, (below) => {
      this.#children[below] = at(this.#children, below) + change;
    });
  }

  #each(node: number, visit: (below: number) => void): void {
    for (let i = this.#down.start(node); i < this.#down.end(node); i++) visit(this.#down.target(i));
  }
}
