import type { Leg, RunsAs } from '../chain/fix-chain.ts';
import type { Things } from '../chain/things.ts';
import type { FixedStatement } from '../fixed-revision.ts';

/** Statements that stay together: one that is as it was, or a part of what replaces one. */
export interface Unit {
  readonly runs: RunsAs;
  readonly statements: readonly FixedStatement[];
  /** It shares its revision with nothing else. */
  readonly isApart: boolean;
  /** What the statement that it is, or replaces, is about; absent for further parts of a chain. */
  readonly things?: Things;
  /** What reverts it; of further parts always, else where no statement of the downgrade does. */
  readonly down: Leg;
  readonly does: string;
  /** What of the rows it loses that the revision knows nothing of. */
  readonly lossy?: string;
  /** Names of what it takes away, where it is as it was. */
  readonly removes: readonly string[];
}
