import { MigratorError } from '../../errors/migrator-error.ts';
import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import { UnexpectedFailureError } from '../../errors/unexpected-failure-error.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import type { RunnerListener } from '../../execute/runner-event.ts';
import type { StopSignal } from '../../execute/stop-signal.ts';
import type { Borrowed } from '../../ports/database/borrowed.ts';
import type { OpenWorkbench } from '../../wiring/open-workbench.ts';
import { withWorkbench } from '../../wiring/with-workbench.ts';
import type { WorkbenchOptions } from '../../wiring/workbench-options.ts';
import type { CallOptions, MigratorOptions } from './migrator-options.ts';
import { stopOnAbort } from './stop-on-abort.ts';

/**
 * Runs `work` with its own workbench, like one command line: it reads files and state again, and closes its connections
 * at the end.
 */
export type OpenCall = <Result>(
  call: CallOptions | undefined,
  work: (bench: OpenWorkbench) => Result | Promise<Result>,
  /** The command line that does the same, without `migrate`, for hints. */
  command?: string,
) => Promise<Result>;

/** Throws an `InterruptedError` if the signal was already aborted. */
export function callsOf(options: MigratorOptions, listeners: ReadonlySet<RunnerListener>): OpenCall {
  const borrowed = borrowedOf(options);
  return async (call, work, command) => {
    if (call?.signal?.aborted === true) {
      throw new InterruptedError({ during: 'call' });
    }
    const { stop, done } = stopOnAbort(call?.signal);
    const onEvent: RunnerListener = (event) => {
      for (const listener of listeners) listener(event);
      call?.onEvent?.(event);
    };
    try {
      return await withWorkbench(
        { ...workbenchOptions(options, borrowed, stop, onEvent), ...(command === undefined ? {} : { command }) },
        async (bench) => await work(bench),
      );
    } catch (error) {
      if (error instanceof MigratorError) throw error;
      throw new UnexpectedFailureError(
        { said: error instanceof Error ? error.message : String(error) },
        { cause: error },
      );
    } finally {
      done();
    }
  };
}

function workbenchOptions(
  options: MigratorOptions,
  borrowed: Borrowed | undefined,
  stop: StopSignal,
  onEvent: RunnerListener,
): WorkbenchOptions {
  return {
    cwd: options.root ?? process.cwd(),
    workspace: options.root,
    variables: options.variables ?? process.env,
    url: options.url,
    embedded: options.embedded,
    borrowed,
    environment: options.environment,
    config: options.config,
    limits: options.limits ?? {},
    args: options.args ?? {},
    runs: options.runs ?? 'createMigrator',
    yes: options.yes === true,
    stop,
    onEvent,
  };
}

function borrowedOf({ client, pool }: MigratorOptions): Borrowed | undefined {
  if (client !== undefined && pool !== undefined) {
    throw new UsageError({ problem: 'two-connections' });
  }
  if (client !== undefined) return { kind: 'client', client };
  return pool === undefined ? undefined : { kind: 'pool', pool };
}
