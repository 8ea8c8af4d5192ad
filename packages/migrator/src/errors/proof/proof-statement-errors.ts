import type { FailedStatement, ServerDetails } from '../run/failed-statement.ts';
import { lackingHint, runsAloneHint } from '../run/statement-errors.ts';
import { draftRepair, rowsRepair } from './draft-repair.ts';
import { type FailedProof, marker, PHASES, ProofFailedError } from './proof-failed-error.ts';

export interface ProofStatementFailure extends FailedProof, FailedStatement, ServerDetails {
  readonly column?: number;
  /** What the server (or the code) said, without the place in front of it. */
  readonly said: string;
}

/**
 * A statement of a revision, or the code of a data revision, failed on the scratch database.
 * @cause The generated or written SQL is wrong, or the scratch server lacks a role or an extension that the revision
 * needs.
 * @repair Correct the statement; if the revision was generated and not written yet, change the schema file as the hint
 * says; if the server lacks something, name another one as `shadowUrl` in the configuration.
 */
export class ProofStatementFailedError extends ProofFailedError<ProofStatementFailure> {
  readonly code = 'proof-statement-failed';
  constructor(facts: ProofStatementFailure, options: ErrorOptions) {
    super(facts, {
      problem: `${PHASES[facts.phase]} fails: ${facts.said}`,
      hint: hintFor(facts),
      cause: options.cause,
    });
  }
}

function hintFor(facts: ProofStatementFailure): string {
  const { sqlState = '', said } = facts;
  const lacking = lackingHint(sqlState, said);
  if (facts.isUnwritten === true) return lacking ?? draftRepair(facts);
  return (
    lacking ??
    runsAloneHint(sqlState) ??
    'Correct the statement, or the schema file that it was generated from, and run the same command again.'
  );
}

export interface ProofRowsRefusal extends ProofStatementFailure {
  readonly phase: 'upgrade' | 'downgrade';
}

/**
 * A section fails on rows that its tables may contain, and its marker does not say so.
 * @cause The section adds a constraint, a NOT NULL or a narrower type that existing rows may violate.
 * @repair Make the section work on tables with rows, or name on its marker the rows that make it fail: `rows="…"`.
 */
export class ProofNeedsRowsError extends ProofFailedError<ProofRowsRefusal> {
  readonly code = 'proof-rows-refused';
  constructor(facts: ProofRowsRefusal, options: ErrorOptions) {
    const { phase, said } = facts;
    const says = marker(facts, `${phase} rows="which rows make it fail"`);
    super(facts, {
      problem: `${PHASES[phase]} fails on rows that the tables may contain: ${said}`,
      hint:
        facts.isUnwritten === true
          ? rowsRepair(facts)
          : phase === 'upgrade'
            ? `Make it work on tables with rows (add the column nullable, fill it, then SET NOT NULL); or name the rows that make it fail: ${says}`
            : `Convert those rows in the downgrade (and name what is lost with lossy="…"); or name the rows that make it fail: ${says}`,
      cause: options.cause,
    });
  }
}
