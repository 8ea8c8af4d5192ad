import type { Entry } from './entry.ts';
import type { Reachability } from './reachability.ts';

/**
 * Entries by the chain of their revision: finds those that nothing orders with a revision without looking at the
 * others.
 */
export class ChainedEntries {
  /** By chain, from below to above. */
  readonly #chains = new Map<number, Entry[]>();
  readonly #reach: Reachability;

  constructor(entries: readonly Entry[], reach: Reachability) {
    this.#reach = reach;
    for (const entry of entries) {
      const chain = reach.chainOf(entry.revision);
      const known = this.#chains.get(chain);
      if (known === undefined) this.#chains.set(chain, [entry]);
      else known.push(entry);
    }
    for (const known of this.#chains.values()) known.sort((a, b) => a.revision - b.revision);
  }

  *unorderedWith(revision: number): Generator<Entry> {
    for (const [chain, entries] of this.#chains) {
      const below = this.#reach.reachOf(revision, chain);
      const above = this.#reach.aboveFrom(revision, chain);
      for (let index = this.#firstAfter(entries, below); index < entries.length; index += 1) {
        const entry = entries[index];
        if (entry === undefined || this.#reach.positionOf(entry.revision) >= above) break;
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
      if (entry !== undefined && this.#reach.positionOf(entry.revision) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
