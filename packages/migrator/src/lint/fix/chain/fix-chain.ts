import type { Subject } from '../../rule/subject.ts';

/** A section in batches of rows, as its marker has it. */
export interface BatchRun {
  /** `app.orders(id)`. */
  readonly batch: string;
  readonly done?: string;
}

/** `together`: in one transaction. `alone`: each statement commits by itself (`transaction=off`). */
export type RunsAs = 'together' | 'alone' | BatchRun;

/** A statement, with comments above it if it needs any. */
export type LegStatement = string | { readonly sql: string; readonly comments: readonly string[] };

/** One direction of a part of a chain. */
export interface Leg {
  readonly runs: RunsAs;
  readonly statements: readonly LegStatement[];
  /** What it loses of the rows, for its marker. */
  readonly lossy?: string;
}

/** What becomes a revision of its own, or part of one with others that run in the same way. */
export interface FixPart {
  readonly up: Leg;
  /** What reverts it, if no statement of the downgrade does. */
  readonly down: Leg;
  /** For the message of the revision: `index orders_customer_idx`. */
  readonly does: string;
  /** Whether it is alone in its revision. */
  readonly isApart?: true;
}

/** Statements that together do the same as one. */
export interface FixChain {
  readonly parts: readonly FixPart[];
  /**
   * The parts bring their own downgrade: each becomes a revision of its own, and statements of the downgrade for which
   * this returns true are left out.
   */
  replaces?(downgrade: Subject): boolean;
  /** It shares its revision with the statement before it about the same thing, since only that one can be reverted. */
  readonly joins?: true;
}

/** Why a person has to write it. */
export interface ByHand {
  readonly byHand: string;
}

export const NOTHING: Leg = { runs: 'together', statements: [] };

/** Statements that commit one by one, and what reverts them. */
export function alone(does: string, statements: readonly LegStatement[], down: Leg = NOTHING): FixChain {
  return { parts: [{ up: { runs: 'alone', statements }, down, does }] };
}
