import { quoteForMessage } from '../files/revision-file-error.ts';
import { describePlace, type RevisionPlace } from '../files/revision-place.ts';
import { UntypedError } from '../untyped-error.ts';

/** The base of failures to load the code of a data revision. Nothing of it has run when one is thrown. */
export abstract class DataRevisionError extends UntypedError {
  constructor(place: RevisionPlace, problem: string, hint: string, options: { cause?: unknown; line?: number } = {}) {
    const line = options.line === undefined ? {} : { line: options.line };
    super(`${describePlace(place)}: ${problem}`, { facts: { ...place, ...line }, hint, cause: options.cause });
  }
}

/** The file is no TypeScript. */
export class DataRevisionSyntaxError extends DataRevisionError {
  readonly code = 'data-revision-syntax';
  constructor(
    place: RevisionPlace,
    at: { readonly file: string; readonly line: number },
    problem: string,
    cause: unknown,
  ) {
    const hint = `Correct ${at.file}, line ${at.line}.`;
    super(place, `${at.file}:${at.line}: ${quoteForMessage(problem, 200)}`, hint, { cause, line: at.line });
  }
}

/** The file failed while it was imported: a module that is not there, or code outside of its functions. */
export class DataRevisionLoadError extends DataRevisionError {
  readonly code = 'data-revision-load';
  constructor(place: RevisionPlace, problem: string, cause: unknown) {
    const hint = 'Correct its imports, and keep everything that does something inside of upgrade and downgrade.';
    super(place, `cannot be loaded: ${quoteForMessage(problem, 300)}`, hint, { cause });
  }
}

/** `upgrade` or `downgrade` is not exported, or is no function. */
export class DataRevisionExportError extends DataRevisionError {
  readonly code = 'data-revision-export';
  constructor(place: RevisionPlace, name: 'upgrade' | 'downgrade', found: string) {
    const hint =
      name === 'upgrade'
        ? 'Write: export async function upgrade(op: DataOperations): Promise<void> { … }'
        : 'Write: export async function downgrade(op: DataOperations): Promise<void> { … }, empty when there is nothing to undo; or say in ' +
          'the header why there is no way back: // migrate:downgrade irreversible="…"';
    super(place, `exports no function "${name}" (${found})`, hint);
  }
}

/** The file imports the schema as it is today. */
export class CurrentSchemaImportError extends DataRevisionError {
  readonly code = 'data-revision-imports-schema';
  constructor(place: RevisionPlace, imported: string) {
    const hint =
      'The schema moves on, and the revision would then run against tables that do not exist yet or any more. Write SQL with op.execute, or ' +
      'copy the tables as they are now into the revision.';
    super(place, `imports ${quoteForMessage(imported)}, the current schema of a slice`, hint);
  }
}

/** `BEGIN`, `COMMIT` … from the code of a revision that runs in a transaction of its own. */
export class DataRevisionTransactionError extends DataRevisionError {
  readonly code = 'data-revision-transaction-control';
  constructor(place: RevisionPlace, command: string) {
    const hint =
      'Remove it; for transactions of your own (large batches) write in the header: // migrate:upgrade transaction=off';
    super(place, `${command} is not allowed: the revision runs in a transaction already`, hint);
  }
}

/** `op.db` was used without Drizzle. */
export class DrizzleMissingError extends DataRevisionError {
  readonly code = 'drizzle-missing';
  constructor(place: RevisionPlace, cause: unknown) {
    super(place, 'op.db needs drizzle-orm, which is not installed', 'Run: npm install drizzle-orm', { cause });
  }
}
