import type { MigratorError } from '../../errors/migrator-error.ts';
import type { ProofPhase, ProofPlace } from '../../errors/proof/proof-failed-error.ts';
import { ProofNeedsRowsError, ProofStatementFailedError } from '../../errors/proof/proof-statement-errors.ts';
import { TimescaledbMissingError } from '../../errors/proof/timescaledb-missing-error.ts';
import { isTimescaledbMissing } from '../../errors/run/extension-names.ts';
import { DataRevisionFailedError } from '../../errors/run/statement-errors.ts';
import type { Direction } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { failureDetails } from './failure-details.ts';
import { isBatchRowsFault } from './revision-fault.ts';

/** Where a section is, or its file. */
export function placeOfSection(file: RevisionFile, direction: Direction, line?: number): ProofPlace {
  const { id, slice, file: path } = file.revision;
  const at = line ?? file[direction]?.line;
  return { revision: id, slice, file: path, ...(at === undefined ? {} : { line: at }) };
}

/**
 * Whether other rows could make the difference: data exceptions (22), violated constraints (23), RAISE EXCEPTION
 * (P0001), a value too large for an index (54000), rows that batches leave out or undone, and anything that a data
 * revision's code throws.
 */
export function blamesRows(error: MigratorError): boolean {
  if (error instanceof DataRevisionFailedError || isBatchRowsFault(error)) return true;
  const { sqlState = '' } = error.facts;
  return /^2[23]/.test(sqlState) || sqlState === 'P0001' || sqlState === '54000';
}

/** What the server (or the code) said, without the place in front of it. */
export function saidBy({ message, facts: { file } }: MigratorError): string {
  if (file === undefined || !message.startsWith(file)) return message;
  return message
    .slice(file.length)
    .replace(/^:\d+:\d+|^:\d+/, '')
    .replace(/^:\s*/, '');
}

/** The proof's own failure for what the runner threw. */
export function sectionFailure(
  file: RevisionFile,
  phase: ProofPhase,
  error: MigratorError,
): ProofStatementFailedError | TimescaledbMissingError {
  const place = placeOfSection(file, phase === 'downgrade' ? 'downgrade' : 'upgrade', error.facts.line);
  const facts = { ...place, phase, said: saidBy(error), ...failureDetails(error) };
  const Failed = isTimescaledbMissing(facts.said) ? TimescaledbMissingError : ProofStatementFailedError;
  return new Failed(facts, { cause: error });
}

export function rowsFailure(
  file: RevisionFile,
  phase: 'upgrade' | 'downgrade',
  error: MigratorError,
): ProofNeedsRowsError {
  const place = placeOfSection(file, phase, error.facts.line);
  return new ProofNeedsRowsError({ ...place, phase, said: saidBy(error), ...failureDetails(error) }, { cause: error });
}
