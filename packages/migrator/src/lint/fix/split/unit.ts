import type { Leg, RunsAs } from '../chain/fix-chain.ts';
import type { Things } from '../chain/things.ts';
import type { FixedStatement } from '../fixed-revision.ts';

/** Statements that stay together: an original one, or part of what replaces one. */
export interface Unit {
  readonly runs: RunsAs;
  readonly statements: readonly FixedStatement[];
  /** It shares its revision with nothing else. */
  readonly isApart: boolean;
  /** What the original statement is about; absent for further parts of a chain. */
  readonly things?: Things;
  /** What reverts it: always for further parts, otherwise only if no statement of the downgrade does. */
  readonly down: Leg;
  readonly does: string;
  /** What it loses of the rows that the revision does not mention. */
  readonly lossy?: string;
  /** The names of what it removes, if it is an original statement. */
  readonly removes: readonly string[];
}
