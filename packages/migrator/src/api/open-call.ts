import { MigratorError } from '../errors/migrator-error.ts';
import { InterruptedError } from '../errors/run/interrupted-error.ts';
import { UnexpectedFailureError } from '../errors/unexpected-failure-error.ts';
import { UsageError } from '../errors/workspace/usage-errors.ts';
import type { RunnerListener } from '../execute/runner-event.ts';
import type { StopSignal } from '../execute/stop-signal.ts';
import type { Borrowed } from '../ports/database/borrowed.ts';
import { type Context, openContext } from '../wiring/open-context.ts';
import type { CallOptions, MigratorOptions } from './migrator-options.ts';
import { stopOnAbort } from './stop-on-abort.ts';

/** Runs `work` with a context of its own, as one command line would have: files and state are read anew, and connections end with it. */
export type OpenCall = <Result>(
  call: CallOptions | undefined,
  work: (context: Context) => Result | Promise<Result>,
) => Promise<Result>;

/** Throws an `InterruptedError` when the signal was aborted before anything began. */
export function callsOf(options: MigratorOptions, listeners: ReadonlySet<RunnerListener>): OpenCall {
  const borrowed = borrowedOf(options);
  return async (call, work) => {
    if (call?.signal?.aborted === true) {
      throw new InterruptedError({ during: 'call' });
    }
    const { stop, done } = stopOnAbort(call?.signal);
    let context: Context | undefined;
    try {
      context = await contextOf(options, borrowed, stop, (event) => {
        for (const listener of listeners) listener(event);
        call?.onEvent?.(event);
      });
      return await work(context);
    } catch (error) {
      if (error instanceof MigratorError) throw error;
      throw new UnexpectedFailureError(
        { said: error instanceof Error ? error.message : String(error) },
        { cause: error },
      );
    } finally {
      await context?.close();
      done();
    }
  };
}

function contextOf(
  options: MigratorOptions,
  borrowed: Borrowed | undefined,
  stop: StopSignal,
  onEvent: RunnerListener,
): Promise<Context> {
  return openContext({
    cwd: options.root ?? process.cwd(),
    workspace: options.root,
    variables: options.variables ?? process.env,
    url: options.url,
    borrowed,
    environment: options.environment,
    config: options.config,
    limits: options.limits ?? {},
    args: options.args ?? {},
    runs: options.runs ?? 'createMigrator',
    yes: options.yes === true,
    stop,
    onEvent,
  });
}

function borrowedOf({ client, pool }: MigratorOptions): Borrowed | undefined {
  if (client !== undefined && pool !== undefined) {
    throw new UsageError('Both a client and a pool were given.', 'Give createMigrator one of `client` and `pool`.');
  }
  if (client !== undefined) return { kind: 'client', client };
  return pool === undefined ? undefined : { kind: 'pool', pool };
}
