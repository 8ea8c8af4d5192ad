import { type Marks, reach } from '../graph/structure/reach.ts';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import type { Direction } from '../revision/revision.ts';
import type { PlanStep } from './plan.ts';

const NO_IDS: readonly string[] = [];

/**
 * Keeps the heads of the applied set while revisions are applied and undone, by one rule: heads are the applied
 * revisions without an applied child, where a child is a revision that has them as a parent or dependency. Each step
 * costs its own parents and dependencies only, never a look at the other heads.
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

  /** Ids of the heads by slice, then id. */
  heads(): readonly string[] {
    const children = this.#children;
    const heads: number[] = [];
    // `indexOf` is compiled code, and most applied revisions have a child.
    for (let node = children.indexOf(0); node >= 0; node = children.indexOf(0, node + 1)) {
      if (this.#applied[node] === 1) heads.push(node);
    }
    return this.#graph.ids(heads);
  }

  /**
   * Records the marked revisions as applied, in the order of all plans (or another one that the graph allows), or as
   * undone, in the reverse order; gives the steps. One loop without calls, since it runs once, on code that the engine
   * has not compiled yet.
   */
  run(marks: Marks, direction: Direction, order = this.#graph.index.order): PlanStep[] {
    const { revisions } = this.#graph.index;
    const [applied, children, offsets, targets] = [this.#applied, this.#children, this.#offsets, this.#targets];
    const isUpgrade = direction === 'upgrade';
    const change = isUpgrade ? 1 : -1;
    const steps: PlanStep[] = [];
    for (let i = 0; i < order.length; i++) {
      const node = order[isUpgrade ? i : order.length - 1 - i] ?? 0;
      const revision = revisions[node];
      if (marks[node] !== 1 || revision === undefined) continue;
      if ((applied[node] === 1) === isUpgrade) {
        steps.push({ revision, direction, headsAdded: NO_IDS, headsRemoved: NO_IDS });
        continue;
      }
      applied[node] = isUpgrade ? 1 : 0;
      const itself = children[node] === 0 ? [revision.id] : NO_IDS;
      // Whatever is directly below gets a child or loses one, and may be no head any more, or a head again.
      let turned: string[] | undefined;
      for (let edge = offsets[node] ?? 0, end = offsets[node + 1] ?? 0; edge < end; edge++) {
        const below = targets[edge] ?? 0;
        const count = (children[below] ?? 0) + change;
        children[below] = count;
        if (count !== (isUpgrade ? 1 : 0) || applied[below] !== 1) continue;
        // A list of one is by far the most frequent; `[]` and `push` would reserve room for seventeen.
        const id = revisions[below]?.id ?? '';
        if (turned === undefined) turned = [id];
        else turned.push(id);
      }
      const others = turned ?? NO_IDS;
      steps.push(
        isUpgrade
          ? { revision, direction, headsAdded: itself, headsRemoved: others }
          : { revision, direction, headsAdded: others, headsRemoved: itself },
      );
    }
    return steps;
  }
}
