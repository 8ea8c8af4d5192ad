import { CannotConnectError } from '../../errors/database/cannot-connect-error.ts';
import { ConnectionLostError } from '../../errors/database/connection-errors.ts';
import type { MigratorError } from '../../errors/migrator-error.ts';
import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import { LeaseLostError } from '../../errors/run/lease-errors.ts';
import type { BackfillState } from '../../state/backfill-state.ts';
import type { LeaseRequest } from '../../state/lease.ts';
import { randomId } from '../backoff.ts';
import { pauseUntilStopped } from '../pause-until-stopped.ts';
import { workOn } from './work-on.ts';
import type { WorkRequest } from './work-request.ts';

/** How often a standby worker checks whether there is something to do. */
const POLL_MS = 250;

export interface WorkResult {
  /** Revisions whose batches this worker finished. */
  readonly finished: readonly string[];
  /** Paused revisions that are left. */
  readonly paused: readonly string[];
  /** Revisions that failed. */
  readonly failed: readonly { readonly revision: string; readonly why: string }[];
}

/**
 * Works on batches in the background until none is left. While another worker runs a revision, this one stands by, and
 * takes over when that worker is silent. Throws the failure of its own batches once there is nothing else to do,
 * `InterruptedError` when stopped, and `BatchesUntilError`.
 */
export async function workBatches(request: WorkRequest): Promise<WorkResult> {
  const { database, ambient, stop, onEvent } = request;
  const finished: string[] = [];
  let failure: MigratorError | undefined;
  const { host, pid } = request.identity;
  const claimant: LeaseRequest = {
    ...{ runId: randomId(ambient), host, pid },
    ...{ runs: request.runs, durationMs: request.options.leaseMs },
  };
  let toldHolder = '';
  for (;;) {
    if (stop.level !== undefined) throw new InterruptedError({ during: 'run', done: finished.length, of: 0 });
    try {
      const open = (await database.readBackfills()).filter((state) => isMine(state, request.revision));
      const workable = open.filter(
        ({ background }) => background?.wanted === 'run' && background.failure === undefined,
      );
      if (workable.length === 0) {
        if (failure !== undefined) throw failure;
        return { finished, ...left(open) };
      }
      const done = await workOnFirst(request, claimant, workable);
      if (done === undefined) {
        const [first] = workable;
        const worker = first?.background?.worker;
        if (first !== undefined && worker !== undefined && toldHolder !== worker.runId) {
          toldHolder = worker.runId;
          onEvent({ type: 'standing-by', revision: first.revision, host: worker.host, pid: worker.pid });
        }
        await pauseUntilStopped(request, POLL_MS);
        continue;
      }
      if (done.kind === 'finished') finished.push(done.revision);
      if (done.kind === 'failed') failure ??= done.error;
    } catch (error) {
      // Another worker took over, or the batches were cancelled: what is left is looked for again.
      if (error instanceof LeaseLostError) continue;
      if (!(error instanceof ConnectionLostError || error instanceof CannotConnectError)) throw error;
      await connectAgain(request, error);
    }
  }
}

function isMine({ background, revision }: BackfillState, only: string | undefined): boolean {
  return background !== undefined && (only === undefined || revision === only);
}

function left(open: readonly BackfillState[]): Pick<WorkResult, 'paused' | 'failed'> {
  return {
    paused: open.filter(({ background }) => background?.wanted === 'pause').map(({ revision }) => revision),
    failed: open.flatMap(({ revision, background }) => {
      return background?.failure === undefined ? [] : [{ revision, why: background.failure }];
    }),
  };
}

/** `undefined` when others work on all of them. */
async function workOnFirst(request: WorkRequest, claimant: LeaseRequest, workable: readonly BackfillState[]) {
  for (const { revision } of workable) {
    const claim = await request.database.claimBackfill(revision, claimant);
    if (claim !== undefined) return await workOn(request, revision, claim);
  }
  return undefined;
}

/** Throws what connecting throws when the server does not come back within `reconnectBudgetMs`. */
async function connectAgain(request: WorkRequest, lost: MigratorError): Promise<void> {
  const { ambient, database, onEvent, options, stop } = request;
  const began = ambient.now().getTime();
  for (let attempt = 1; ; attempt += 1) {
    const inMs = Math.min(3_000, 100 * 2 ** attempt);
    onEvent({ type: 'reconnecting', attempt, inMs, why: lost.message });
    await pauseUntilStopped(request, inMs);
    if (stop.level !== undefined) throw new InterruptedError({ during: 'reconnect', runId: '' });
    try {
      await database.reopen();
      onEvent({ type: 'reconnected' });
      return;
    } catch (error) {
      const isDown = error instanceof ConnectionLostError || error instanceof CannotConnectError;
      if (!isDown || ambient.now().getTime() - began >= options.reconnectBudgetMs) throw error;
    }
  }
}
