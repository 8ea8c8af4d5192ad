import type { Reachability } from './reachability.ts';
import type { Entry } from './things/entry.ts';

/** Entries by the chain of their step: finds those that nothing orders with a step without looking at the others. */
export class ChainedEntries {
  /** By chain, from the bottom up. */
  readonly #chains = new Map<number, Entry[]>();
  readonly #reach: Reachability;

  constructor(entries: readonly Entry[], reach: Reachability) {
    this.#reach = reach;
    for (const entry of entries) {
      const chain = reach.chainOf(entry.step);
      const known = this.#chains.get(chain);
      if (known === undefined) this.#chains.set(chain, [entry]);
      else known.push(entry);
    }
    for (const known of this.#chains.values()) known.sort((a, b) => a.step - b.step);
  }

  *unorderedWith(step: number): Generator<Entry> {
    for (const [chain, entries] of this.#chains) {
      const below = this.#reach.reachOf(step, chain);
      const above = this.#reach.aboveFrom(step, chain);
      for (let index = this.#firstAfter(entries, below); index < entries.length; index += 1) {
        const entry = entries[index];
        if (entry === undefined || this.#reach.positionOf(entry.step) >= above) break;
        yield entry;
      }
    }
  }

  #firstAfter(entries: readonly Entry[], position: number): number {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = entries[middle];
      if (entry !== undefined && this.#reach.positionOf(entry.step) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
