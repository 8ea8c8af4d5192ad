import type { Marks } from '../structure/reach.ts';
import type { Symbols } from '../symbols/resolve-nodes.ts';

/** What is between two ends of the graph; the input of `collectUpgrade` and `collectDowngrade`. */
export interface Ends {
  /** For an upgrade the target; for a downgrade what is current. */
  readonly upper: Symbols;
  /** For an upgrade what is current; for a downgrade the target. */
  readonly lower: Symbols;
  /** Include the lower end. */
  readonly inclusive: boolean;
  /**
   * Upgrade: include everything that is missing, not only what is above the lower end. Downgrade: include other lines
   * down to base.
   */
  readonly implicitBase: boolean;
  /** A relative symbol that goes past the end stops there instead of being an error. */
  readonly stopAtEnd: boolean;
}

/** A set of nodes and the newest ones that it was collected from. */
export interface Collected {
  readonly marks: Marks;
  readonly from: readonly number[];
  /** The set may have parts that cannot be reached from the newest ones inside it. */
  readonly mayHaveHoles: boolean;
}

/** For messages. */
export function describeSymbols(symbols: Symbols): string {
  if (symbols === undefined) return 'base';
  return typeof symbols === 'string' ? symbols : symbols.join(', ') || 'base';
}
