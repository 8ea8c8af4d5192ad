import type { StatementEffects } from '../effects/effect.ts';
import type { Footprint } from '../footprint/access.ts';

/** A statement of a revision with what it does. */
export interface PlacedStatement extends StatementEffects, Partial<Footprint> {
  readonly line: number;
  readonly sql: string;
  /** Of a statement that nobody can read: all words in it, since it touches only what it names. */
  readonly words?: readonly string[];
}

/** What the statements of a revision do, in order. */
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
