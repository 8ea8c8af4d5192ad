import type { Outcome } from '../migrator-error.ts';
import { UntypedError } from '../untyped-error.ts';

/** Neither `VISUAL` nor `EDITOR` names an editor. */
export class EditorMissingError extends UntypedError {
  readonly code = 'editor-missing';
  override readonly outcome: Outcome = 'usage';
  constructor(file: string) {
    super('No editor is named: neither VISUAL nor EDITOR is set.', {
      facts: { file },
      hint: `EDITOR=nano migrate edit …, or open ${file} yourself.`,
    });
  }
}

/** The editor could not be started, or ended with a failure. */
export class EditorFailedError extends UntypedError {
  readonly code = 'editor-failed';
  constructor(editor: string, reason: string, cause?: unknown) {
    super(`The editor ${JSON.stringify(editor)} ${reason}.`, {
      facts: { editor },
      hint: 'Set VISUAL or EDITOR to a command that waits until the file is closed, such as "code --wait".',
      cause,
    });
  }
}
