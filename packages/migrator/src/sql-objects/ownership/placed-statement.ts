import type { StatementEffects } from '../effects/effect.ts';
import type { Footprint } from '../footprint/access.ts';

/** A statement of a revision with its effects. */
export interface PlacedStatement extends StatementEffects, Partial<Footprint> {
  readonly line: number;
  readonly sql: string;
  /** For an unreadable statement: all its words, since it can only touch what it names. */
  readonly words?: readonly string[];
}

/** The statements of a revision with their effects, in order. */
export interface RevisionEffects {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  readonly upgrade: readonly PlacedStatement[];
  readonly downgrade: readonly PlacedStatement[];
}

/** A statement that changes what another slice owns. */
export interface BrokenOwnership {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  readonly line: number;
  readonly statement: string;
  /** `writes rows of`, `changes`, `drops` … */
  readonly does: string;
  /** `instruments`, `app.pay(integer)`. */
  readonly object: string;
  readonly owner: string;
}
