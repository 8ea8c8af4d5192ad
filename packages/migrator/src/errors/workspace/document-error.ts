import { MigratorError, type Outcome } from '../migrator-error.ts';

export interface UnusableDocument {
  readonly file: string;
  readonly problem: 'unreadable' | 'not-json' | 'unwritable';
  /** What the system said: `ENOSPC`. */
  readonly reason?: string;
}

const PROBLEMS = {
  unreadable: { problem: 'cannot be read', hint: 'Name a file that exists.' },
  'not-json': { problem: 'is not valid JSON', hint: 'Write it again with the command that made it.' },
  unwritable: { problem: 'cannot be written', hint: 'Name a file in a writable folder.' },
} as const;

/**
 * A file to read or write (a plan, a status, a drawing) cannot be read or written.
 * @cause The path is misspelt, the folder does not exist or may not be written to, or the file was edited into invalid
 * JSON.
 * @repair Correct the path; a file that is not valid JSON is written again by the command that made it.
 */
export class DocumentError extends MigratorError<UnusableDocument> {
  readonly code = 'document';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: UnusableDocument, options: ErrorOptions) {
    const { problem, hint } = PROBLEMS[facts.problem];
    super(facts, {
      message: `${facts.file}: ${problem}${facts.reason === undefined ? '' : ` (${facts.reason})`}.`,
      hint,
      cause: options.cause,
    });
  }
}
