import type { RevisionGraph } from '../structure/revision-graph.ts';

/** Nodes of a graph in an order in which what is below a revision comes before it. */
export type LinearExtension = Int32Array;

/**
 * Each slice in turn as early as the graph allows: all of the first one, with what it needs of others, then all of the
 * second one. With the labels reversed, each comes as late as the graph allows.
 */
export function slicesInTurn(graph: RevisionGraph, labels: readonly string[]): LinearExtension {
  const { down } = graph.index;
  const turn = new Map(labels.map((label, index) => [label, index]));
  const turnOf = (node: number): number => turn.get(graph.revisionAt(node).slice) ?? labels.length;
  const nodes = Array.from(graph.index.order).sort((a, b) => turnOf(a) - turnOf(b));
  const order = new Int32Array(graph.size);
  const done = new Uint8Array(graph.size);
  let length = 0;
  for (const wanted of nodes) {
    const stack = [wanted];
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      const open = done[node] === 1 ? [] : Array.from(down.row(node)).filter((below) => done[below] !== 1);
      if (open.length > 0) {
        stack.push(...open);
        continue;
      }
      stack.pop();
      if (done[node] === 1) continue;
      done[node] = 1;
      order[length] = node;
      length += 1;
    }
  }
  return order;
}

/** A random order, the same for the same seed. */
export function shuffledOrder(graph: RevisionGraph, seed: number): LinearExtension {
  const { down, dependents } = graph.index;
  const random = generator(seed);
  const open = Int32Array.from({ length: graph.size }, (_, node) => down.degree(node));
  const ready = Array.from({ length: graph.size }, (_, node) => node).filter((node) => open[node] === 0);
  const order = new Int32Array(graph.size);
  for (let length = 0; length < graph.size; length += 1) {
    const at = Math.floor(random() * ready.length);
    const node = ready[at] ?? 0;
    ready[at] = ready.at(-1) ?? 0;
    ready.pop();
    order[length] = node;
    for (const above of dependents.row(node)) {
      const left = (open[above] ?? 0) - 1;
      open[above] = left;
      if (left === 0) ready.push(above);
    }
  }
  return order;
}

/** Numbers from 0 to 1 (mulberry32, public domain). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
