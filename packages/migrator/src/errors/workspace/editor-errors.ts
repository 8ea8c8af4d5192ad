import { MigratorError, type Outcome } from '../migrator-error.ts';

export interface EditorMissing {
  /** The file that was to be opened. */
  readonly file: string;
}

/**
 * No editor is configured: neither `VISUAL` nor `EDITOR` is set.
 * @cause The shell of a container or of a job does not set them.
 * @repair Name one for this command: `EDITOR=nano migrate edit …`, or open the file yourself.
 */
export class EditorMissingError extends MigratorError<EditorMissing> {
  readonly code = 'editor-missing';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: EditorMissing) {
    super(facts, {
      message: 'No editor is configured: neither VISUAL nor EDITOR is set.',
      hint: `EDITOR=nano migrate edit …, or open ${facts.file} yourself.`,
    });
  }
}

export type EditorFailure = { readonly editor: string } & (
  | { readonly problem: 'not-started' }
  | { readonly problem: 'exit'; readonly exitCode: number | null }
  | { readonly problem: 'signal'; readonly signal: string }
);

/**
 * The editor could not be started, or ended with a failure.
 * @cause `VISUAL` or `EDITOR` names a program that is not installed, or that does not wait until the file is closed.
 * @repair Set `VISUAL` or `EDITOR` to a command that waits, such as `code --wait`.
 */
export class EditorFailedError extends MigratorError<EditorFailure> {
  readonly code = 'editor-failed';
  constructor(facts: EditorFailure, options: ErrorOptions = {}) {
    super(facts, {
      message: `The editor ${JSON.stringify(facts.editor)} ${reasonOf(facts)}.`,
      hint: 'Set VISUAL or EDITOR to a command that waits until the file is closed, such as "code --wait".',
      cause: options.cause,
    });
  }
}

function reasonOf(facts: EditorFailure): string {
  if (facts.problem === 'not-started') return 'could not be started';
  return facts.problem === 'exit' ? `ended with exit code ${facts.exitCode}` : `was ended by ${facts.signal}`;
}
