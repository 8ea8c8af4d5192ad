import { quoteForMessage } from '../files/revision-file-error.ts';
import { describePlace, type RevisionPlace } from '../files/revision-place.ts';
import { MigratorError } from '../migrator-error.ts';

interface DataRevisionExplanation {
  readonly problem: string;
  readonly hint: string;
  readonly cause?: unknown;
}

/** The base of errors in the code of a data revision itself: it cannot be loaded, or it escapes the runner. */
export abstract class DataRevisionError<F extends RevisionPlace = RevisionPlace> extends MigratorError<F> {
  constructor(facts: F, { problem, hint, cause }: DataRevisionExplanation) {
    super(facts, { message: `${describePlace(facts)}: ${problem}`, hint, cause });
  }
}

export interface DataRevisionSyntax extends RevisionPlace {
  /** The file that cannot be parsed: the revision's, or one that it imports. */
  readonly at: string;
  readonly line: number;
  /** The message of the parser. */
  readonly said: string;
}

/**
 * The file of a data revision, or a file that it imports, is not valid TypeScript.
 * @cause A bracket, quote or comma is missing; the message quotes what the parser found.
 * @repair Correct the file at the line that the message names.
 */
export class DataRevisionSyntaxError extends DataRevisionError<DataRevisionSyntax> {
  readonly code = 'data-revision-syntax';
  constructor(facts: DataRevisionSyntax, options: ErrorOptions) {
    super(facts, {
      problem: `${facts.at}:${facts.line}: ${quoteForMessage(facts.said, 200)}`,
      hint: `Correct ${facts.at}, line ${facts.line}.`,
      cause: options.cause,
    });
  }
}

export interface DataRevisionLoad extends RevisionPlace {
  /** The message of the thrown error. */
  readonly said: string;
}

/**
 * The file of a data revision failed while it was imported.
 * @cause A module that it imports is missing, or code outside its functions threw an error.
 * @repair Correct its imports, and keep all code with side effects inside `upgrade` and `downgrade`.
 */
export class DataRevisionLoadError extends DataRevisionError<DataRevisionLoad> {
  readonly code = 'data-revision-load';
  constructor(facts: DataRevisionLoad, options: ErrorOptions) {
    super(facts, {
      problem: `cannot be loaded: ${quoteForMessage(facts.said, 300)}`,
      hint: 'Correct its imports, and keep all code with side effects inside upgrade and downgrade.',
      cause: options.cause,
    });
  }
}

export interface DataRevisionExport extends RevisionPlace {
  readonly name: 'upgrade' | 'downgrade' | 'verify';
  /**
   * What is exported under the name: `undefined`, `object` …; `irreversible` if the header declares the downgrade
   * irreversible.
   */
  readonly found: string;
}

/**
 * A data revision does not export `upgrade` or `downgrade` as a function.
 * @cause The function is missing, not exported or named differently.
 * @repair Export `async function upgrade(op)` and `async function downgrade(op)`, or write
 * `// migrate:downgrade irreversible="…"` in the header.
 */
export class DataRevisionExportError extends DataRevisionError<DataRevisionExport> {
  readonly code = 'data-revision-export';
  constructor(facts: DataRevisionExport) {
    const { name, found } = facts;
    super(facts, {
      problem: `exports no function "${name}" (${found === 'irreversible' ? 'declared irreversible' : found})`,
      hint:
        name === 'verify'
          ? 'Write: export async function verify(op: DataOperations): Promise<boolean> { … }'
          : name === 'upgrade'
            ? 'Write: export async function upgrade(op: DataOperations): Promise<void> { … }'
            : 'Write: export async function downgrade(op: DataOperations): Promise<void> { … }, empty when there is nothing to undo; or say in ' +
              'the header why it is irreversible: // migrate:downgrade irreversible="…"',
    });
  }
}

export interface CurrentSchemaImport extends RevisionPlace {
  /** The specifier, or the file that it leads to. */
  readonly imported: string;
}

/**
 * A data revision imports the current schema of a slice.
 * @cause The revision uses the tables of `schema.ts`, which will change while the revision must keep its meaning.
 * @repair Write SQL with `op.execute`, or copy the tables as they are now into the revision.
 */
export class CurrentSchemaImportError extends DataRevisionError<CurrentSchemaImport> {
  readonly code = 'data-revision-imports-schema';
  constructor(facts: CurrentSchemaImport) {
    super(facts, {
      problem: `imports ${quoteForMessage(facts.imported)}, the current schema of a slice`,
      hint:
        'The schema will change, and the revision would then run against tables that do not exist yet or no longer exist. Write SQL with op.execute, or ' +
        'copy the tables as they are now into the revision.',
    });
  }
}

export interface DataRevisionTransaction extends RevisionPlace {
  /** `BEGIN`, `COMMIT` … */
  readonly command: string;
}

/**
 * The code of a data revision sends `BEGIN`, `COMMIT` or the like, but runs in a transaction already.
 * @cause The code needs its own transactions, as for large batches, and its header does not say so.
 * @repair Remove the command, or write `// migrate:upgrade transaction=off` in the header.
 */
export class DataRevisionTransactionError extends DataRevisionError<DataRevisionTransaction> {
  readonly code = 'data-revision-transaction-control';
  constructor(facts: DataRevisionTransaction) {
    super(facts, {
      problem: `${facts.command} is not allowed: the revision runs in a transaction already`,
      hint: 'Remove it; if the code needs its own transactions (large batches), write in the header: // migrate:upgrade transaction=off',
    });
  }
}

/**
 * A data revision uses `op.db`, and drizzle-orm is not installed.
 * @cause The package of the workspace does not list `drizzle-orm`, or it was installed without it.
 * @repair Run `npm install drizzle-orm`, or write SQL with `op.execute`.
 */
export class DrizzleMissingError extends DataRevisionError {
  readonly code = 'drizzle-missing';
  constructor(facts: RevisionPlace, options: ErrorOptions) {
    super(facts, {
      problem: 'op.db needs drizzle-orm, which is not installed',
      hint: 'Run: npm install drizzle-orm',
      cause: options.cause,
    });
  }
}
