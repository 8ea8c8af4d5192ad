import type { MigrateBench } from '../commands/shared/migrate.ts';
import { upgrade } from '../commands/upgrade/upgrade.ts';
import { DatabaseAheadError, MigrationsPendingError } from '../errors/database/service-errors.ts';
import { MigratorError } from '../errors/migrator-error.ts';
import { InterruptedError } from '../errors/run/interrupted-error.ts';
import type { OpenCall } from './call/open-call.ts';
import { healsWithTime } from './heals-with-time.ts';
import type { EnsureOptions, EnsureResult, RetryPolicy } from './migration-service.ts';
import { pause } from './pause.ts';
import { pendingWork } from './pending-work.ts';

/** Pause between two looks at a database that another runner should migrate, in milliseconds. */
const LOOK_EVERY = 500;

/** See `MigrationService.ensureMigrationsApplied`. */
export async function ensureApplied(open: OpenCall, options: EnsureOptions): Promise<EnsureResult> {
  const { attempts = 10 } = options.retry ?? {};
  for (let attempt = 1; ; attempt += 1) {
    try {
      const settled = await open(options, (bench) => settle(bench, options));
      return { ...settled, readOnly: false, failure: null, attempts: attempt };
    } catch (error) {
      if (attempt >= attempts || !healsWithTime(error)) return excused(error, options, attempt);
      await pause(retryDelay(options.retry ?? {}, attempt), options.signal);
    }
  }
}

/** What `onFailure` makes of a failure. A caller that stops a start does not want the service to start. */
function excused(error: unknown, { onFailure = 'throw', signal }: EnsureOptions, attempts: number): EnsureResult {
  const isStopped = error instanceof InterruptedError || signal?.aborted === true;
  if (onFailure === 'throw' || isStopped || !(error instanceof MigratorError)) throw error;
  const readOnly = onFailure === 'readOnly';
  return { outcome: 'failed', readOnly, failure: error, applied: [], ahead: [], background: [], attempts };
}

/** Looks until nothing is pending, and follows the policy. */
async function settle(
  bench: MigrateBench,
  options: EnsureOptions,
): Promise<Omit<EnsureResult, 'attempts' | 'readOnly' | 'failure'>> {
  const { onPending = 'apply', wait = 600_000, slice, detach = false } = options;
  const began = performance.now();
  for (let looks = 1; ; looks += 1) {
    const { pending, ahead, background, holder } = await pendingWork(bench, slice);
    if (pending.length === 0) {
      if (ahead.length > 0 && options.allowAhead === false) throw new DatabaseAheadError({ ahead });
      return { outcome: looks === 1 ? 'ready' : 'waited', applied: [], ahead, background };
    }
    if (onPending === 'apply') {
      const runner = { ...bench.runner, options: { ...bench.runner.options, leaseWaitMs: wait } };
      const { revisions } = await upgrade({ ...bench, runner }, { slice, detach });
      const registered = await pendingWork(bench, slice);
      const outcome = revisions.length > 0 ? 'applied' : 'waited';
      return { outcome, applied: revisions, ahead, background: registered.background };
    }
    const waitedMs = performance.now() - began;
    if (onPending === 'fail' || waitedMs >= wait) {
      throw new MigrationsPendingError({
        pending,
        waitedMs: onPending === 'fail' ? 0 : waitedMs,
        holder: holder ?? null,
      });
    }
    await pause(Math.min(LOOK_EVERY, wait - waitedMs), options.signal);
  }
}

/** Exponential, minus a random part of up to a half, so that instances that failed together do not retry together. */
function retryDelay({ delayMs = 250, maxDelayMs = 10_000 }: RetryPolicy, attempt: number): number {
  const full = Math.min(maxDelayMs, delayMs * 2 ** Math.min(attempt - 1, 20));
  return full * (1 - Math.random() / 2);
}
