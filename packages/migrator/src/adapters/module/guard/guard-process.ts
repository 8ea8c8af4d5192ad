import { MigratorError } from '../../../errors/migrator-error.ts';
import { DataRevisionExitError } from '../../../errors/run/data-revision-escapes.ts';
import { type CodeScope, scopeOfCode } from './code-scope.ts';

/** What replaces Node's own functions now, as far as it was set. */
const set: { exit?: unknown; abort?: unknown; write?: unknown } = {};

/**
 * Keeps the code of data revisions from ending the process and from writing to standard output, which is for Braid's
 * result. All other calls pass. It stays once it is set, since timers that the code leaves behind run later. A function
 * that another program sets meanwhile (a test runner restores Node's own) is guarded too.
 */
function guardCalls(): void {
  const { exit, abort, stdout } = process;
  if (exit !== set.exit) {
    process.exit = (code) => refuse(scopeOfCode(), `process.exit(${code ?? ''})`) ?? exit.call(process, code);
    set.exit = process.exit;
  }
  if (abort !== set.abort) {
    process.abort = () => refuse(scopeOfCode(), 'process.abort()') ?? abort.call(process);
    set.abort = process.abort;
  }
  const write: unknown = stdout.write;
  if (typeof write !== 'function' || write === set.write) return;
  stdout.write = (...given: readonly unknown[]): boolean => {
    const to = scopeOfCode() === undefined ? stdout : process.stderr;
    return Boolean(Reflect.apply(to === stdout ? write : to.write, to, given));
  };
  set.write = stdout.write;
}

function refuse(scope: CodeScope | undefined, call: string): undefined {
  if (scope === undefined) return undefined;
  const error = new DataRevisionExitError({ ...scope.facts(), call });
  scope.fail(error);
  throw error;
}

/**
 * Runs the code of a data revision so that nothing of it escapes: see {@link CodeScope}. Errors of the embedding
 * program that nothing awaits are left to it, as far as they can be distinguished.
 */
export async function guardProcess<Result>(scope: CodeScope, work: () => Promise<Result>): Promise<Result> {
  guardCalls();
  const hear = (thrown: unknown): void => {
    const typed = thrown instanceof MigratorError ? thrown : undefined;
    if (scopeOfCode() !== undefined || typed !== undefined || scope.request.placeOf(thrown) !== undefined) {
      scope.failUnhandled(thrown, typed);
      return;
    }
    release();
    // As if there were no listener.
    setImmediate(() => {
      throw thrown;
    });
  };
  const captures = !process.hasUncaughtExceptionCaptureCallback();
  const release = (): void => {
    process.off('unhandledRejection', hear);
    if (captures) process.setUncaughtExceptionCaptureCallback(null);
  };
  process.on('unhandledRejection', hear);
  if (captures) process.setUncaughtExceptionCaptureCallback(hear);
  try {
    return await work();
  } finally {
    release();
  }
}
