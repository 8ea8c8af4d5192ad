import { type FailedProof, PHASES, ProofFailedError } from './proof-failed-error.ts';
import type { ProofStatementFailure } from './proof-statement-errors.ts';

/**
 * A revision needs TimescaleDB, and the scratch server does not have it.
 * @cause A declaration `-- hypertable: …` without `else`, or a statement that calls functions of TimescaleDB wherever
 * it runs; the embedded PostgreSQL does not have the extension.
 * @repair Declare at its end how the table is partitioned without TimescaleDB (`, else every month ahead 12`), or name
 * a server that has TimescaleDB as `shadowUrl` in the configuration.
 */
export class TimescaledbMissingError extends ProofFailedError<ProofStatementFailure> {
  readonly code = 'timescaledb-missing';
  constructor(facts: ProofStatementFailure, options: ErrorOptions) {
    super(facts, {
      problem: `${PHASES[facts.phase]} needs TimescaleDB, which the scratch server does not have: ${facts.said}`,
      hint: hintFor(facts),
      cause: options.cause,
    });
  }
}

function hintFor({ isUnwritten }: FailedProof): string {
  return isUnwritten === true
    ? 'Declare at the end of the comment in sql/ how the table is partitioned without TimescaleDB: ", else every month ahead 12". Or name a server that has it: "shadowUrl" in migrate.config.json.'
    : 'Name a server that has it: "shadowUrl" in migrate.config.json.';
}
