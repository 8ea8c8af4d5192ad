import { RevisionFileError } from '../../errors/files/revision-file-error.ts';
import type { MigratorError } from '../../errors/migrator-error.ts';
import { DataRevisionError } from '../../errors/run/data-revision-errors.ts';
import {
  DataRevisionFailedError,
  SectionNotRunnableError,
  StatementFailedError,
} from '../../errors/run/execute-errors.ts';
import {
  ProofNeedsRowsError,
  type ProofPhase,
  type ProofPlace,
  ProofStatementFailedError,
} from '../../errors/schema/proof-errors.ts';
import { untypedFacts } from '../../errors/untyped-error.ts';
import type { Direction } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';

/** Where a section stands, or its file. */
export function placeOfSection(file: RevisionFile, direction: Direction, line?: number): ProofPlace {
  const { id, slice, file: path } = file.revision;
  const at = line ?? file[direction]?.line;
  return { revision: id, slice, file: path, ...(at === undefined ? {} : { line: at }) };
}

/** Whether an error is the revision's own fault, and not that of the server, the connection or the person who stops the run. */
export function isRevisionFault(error: unknown): error is MigratorError {
  return (
    error instanceof StatementFailedError ||
    error instanceof DataRevisionFailedError ||
    error instanceof DataRevisionError ||
    error instanceof SectionNotRunnableError ||
    error instanceof RevisionFileError
  );
}

/**
 * Whether other rows could make the difference: data exceptions (22), violated constraints (23), RAISE EXCEPTION (P0001), a value too large for an index (54000), and anything that a data
 * revision's code throws.
 */
export function blamesRows(error: MigratorError): boolean {
  if (error instanceof DataRevisionFailedError) return true;
  const { sqlState } = untypedFacts(error);
  return typeof sqlState === 'string' && (/^2[23]/.test(sqlState) || sqlState === 'P0001' || sqlState === '54000');
}

/** What the server (or the code) said, without the place in front of it. */
export function saidBy(error: MigratorError): string {
  const { file } = untypedFacts(error);
  return typeof file === 'string' && error.message.startsWith(file)
    ? error.message
        .slice(file.length)
        .replace(/^:\d+:\d+|^:\d+/, '')
        .replace(/^:\s*/, '')
    : error.message;
}

/** The proof's own failure for what the runner threw. */
export function sectionFailure(file: RevisionFile, phase: ProofPhase, error: MigratorError): MigratorError {
  const { line } = untypedFacts(error);
  const place = placeOfSection(
    file,
    phase === 'downgrade' ? 'downgrade' : 'upgrade',
    typeof line === 'number' ? line : undefined,
  );
  return new ProofStatementFailedError(place, phase, saidBy(error), details(error), hintOf(error), error);
}

export function rowsFailure(file: RevisionFile, phase: 'upgrade' | 'downgrade', error: MigratorError): MigratorError {
  const { line } = untypedFacts(error);
  const place = placeOfSection(file, phase, typeof line === 'number' ? line : undefined);
  return new ProofNeedsRowsError(place, phase, saidBy(error), details(error), error);
}

function details(error: MigratorError): Record<string, unknown> {
  const facts = untypedFacts(error);
  const kept = ['column', 'statement', 'statementNumber', 'statements', 'sqlState', 'detail', 'serverHint', 'where'];
  return Object.fromEntries(kept.flatMap((key) => (facts[key] === undefined ? [] : [[key, facts[key]]])));
}

/** What a scratch server lacks is no fault of the revision. */
function hintOf(error: MigratorError): string {
  const { hint, message } = error;
  const facts = untypedFacts(error);
  if (facts.sqlState === '42704' && /\brole\b/.test(message)) {
    return 'The scratch server does not know this role. Create it in the revision where it is absent, or name a server that has it: "shadowUrl" in migrate.config.json.';
  }
  if (['0A000', '58P01', 'F0000'].includes(String(facts.sqlState)) && /extension/.test(message)) {
    return 'The scratch server has not this extension. Name a server that has it: "shadowUrl" in migrate.config.json.';
  }
  if (['25001', '2D000'].includes(String(facts.sqlState)) && hint !== undefined) return hint;
  return 'Correct the statement, or the schema file that it was generated from, and run the same command again.';
}
