import { MigratorError } from '../../../errors/migrator-error.ts';
import { FileSystemError } from '../../../errors/workspace/file-system-errors.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import type { Style } from '../style.ts';
import { wrapped } from '../wrapped.ts';
import { errorText } from './error-text.ts';

export interface RenderedError {
  readonly exitCode: number;
  /** For standard error, without a last line end. */
  readonly text: string;
  /** What `--json` prints on standard output. */
  readonly json: object;
}

/** The width without a terminal: a file, the log of a job. */
const WIDTH = 110;

/**
 * One clear message and the repair. Any other error is a bug: the text says so, and shows its stack only on request.
 */
export function renderError(error: unknown, style: Style, debug: boolean, columns = 0): RenderedError {
  if (error instanceof MigratorError) {
    const hint = error.hint === undefined ? '' : `\n${indent(style.typed(error.hint), style.cyan('→ '))}`;
    const what = `${style.red('error')} ${style.dim(`[${error.code}]`)} ${errorText(error, columns > 0 ? columns : WIDTH)}`;
    return {
      exitCode: EXIT_CODES[error.outcome],
      // A hint is not wrapped, because people copy its commands.
      text: `${wrapped(what, columns)}${hint}${debug ? `\n${causes(error)}` : ''}`,
      json: { error: error.toJSON() },
    };
  }
  const system = systemFailure(error);
  if (system !== undefined) return renderError(system, style, debug, columns);
  const message = error instanceof Error ? error.message : String(error);
  return {
    exitCode: EXIT_CODES.failed,
    text: `${style.red('internal error')} ${message}\n${
      debug && error instanceof Error
        ? error.stack
        : 'This is a bug in Braid. Run again with BRAID_DEBUG=1 and report what it prints.'
    }`,
    json: { error: { code: 'internal', message, facts: {} } },
  };
}

/** An error of the file system is not a bug, wherever it happens. */
function systemFailure(error: unknown): FileSystemError | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  const { code } = error;
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return undefined;
  const file = 'path' in error && typeof error.path === 'string' ? error.path : String(error.syscall);
  return new FileSystemError({ file, reason: code }, { cause: error });
}

function indent(text: string, first: string): string {
  return text
    .split('\n')
    .map((line, index) => `  ${index === 0 ? first : '  '}${line}`)
    .join('\n');
}

function causes(error: Error): string {
  const { cause } = error;
  return `${error.stack ?? ''}${cause instanceof Error ? `\ncaused by ${causes(cause)}` : ''}`;
}
