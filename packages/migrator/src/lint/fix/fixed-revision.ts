import type { StatementText } from '../../sql/script/statement.ts';
import type { RunsAs } from './chain/fix-chain.ts';

/** A statement of a revision to be written, with the comments above it. */
export interface FixedStatement extends StatementText {
  readonly comments: readonly string[];
}

export interface FixedSection {
  readonly runs: RunsAs;
  readonly statements: readonly FixedStatement[];
  /** Whether some of them, or what some of them replace, are in the current revision. */
  readonly isGiven: boolean;
  /** What it loses of the rows that the current revision does not mention. */
  readonly lossy?: string;
}

/** One revision of the chain. */
export interface FixedPiece {
  readonly up: FixedSection;
  readonly down: FixedSection;
  /** For its message. */
  readonly does: string;
}

/** A finding that a fix removes. */
export interface FixedFinding {
  readonly rule: string;
  /** The number of the statement in the upgrade. */
  readonly statement: number;
}

/** A finding that a person has to remove, and why. */
export interface FindingByHand extends FixedFinding {
  readonly why: string;
}

/** A revision as a chain of revisions, oldest first; without pieces if nothing could be fixed. */
export interface FixedRevision {
  readonly pieces: readonly FixedPiece[];
  readonly fixed: readonly FixedFinding[];
  readonly byHand: readonly FindingByHand[];
}
