import { ConnectionLostError } from '../../errors/database/connection-errors.ts';
import { UnknownRevisionError } from '../../errors/graph/unknown-name-errors.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import { LeaseLostError } from '../../errors/run/lease-errors.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Lease } from '../../state/lease.ts';
import { BackfillRun } from '../backfill/backfill-run.ts';
import { codeLoading } from '../data/load-code.ts';
import { prepareStep } from '../prepared-step.ts';
import { Notices } from '../run/notices.ts';
import { RunControl } from '../run/run-control.ts';
import { RunProgress } from '../run/run-progress.ts';
import { watchStop } from '../run/stop-watch.ts';
import { createStopSignal } from '../stop-signal.ts';
import { watchClaim } from './claim-watch.ts';
import type { WorkRequest } from './work-request.ts';

export type Worked =
  | { readonly kind: 'finished' | 'paused'; readonly revision: string }
  | { readonly kind: 'failed'; readonly revision: string; readonly error: MigratorError };

/**
 * Runs the batches of one revision, which are claimed, to their end, a pause or a failure. Throws `LeaseLostError` when
 * another worker took over, `ConnectionLostError`, `BatchesUntilError`, and `InterruptedError` when it is to stop.
 */
export async function workOn(request: WorkRequest, revision: string, claim: Lease): Promise<Worked> {
  const { database } = request;
  const found = request.revisionOf?.(revision);
  if (found === undefined) {
    // These files are not those from which it was applied. Another worker may have them.
    await database.releaseClaim(revision, claim);
    throw new UnknownRevisionError({ name: revision, suggestions: [] });
  }
  const state = await database.readState();
  // A pause that is ordered stops the run as a signal would.
  const stop = createStopSignal();
  if (request.stop.level !== undefined) stop.raise();
  const stopListening = request.stop.onRaise(() => stop.raise());
  const watch = watchClaim(database, revision, claim, () => stop.raise());
  const own = { ...request, stop, database: { cancel: () => database.cancel() } };
  const stopping = watchStop(own, watch);
  try {
    const plan = planOf(found);
    const progress = new RunProgress(claim.request.runId, plan, state, request.onEvent);
    const [prepared] = await codeLoading({ codeLoader: request.codeLoader, stop })(
      plan.steps.map((step) =>
        prepareStep(step, {
          readRevision: (each) => request.workspace.readRevision(each),
          dependenciesOf: request.dependenciesOf,
          options: request.options,
        }),
      ),
    );
    if (prepared === undefined) throw new RangeError('a plan of one step has one');
    const notices = new Notices(progress);
    database.hearNotices((notice) => notices.hear(notice));
    const control = new RunControl({ ...request, stop }, progress, watch);
    watch.watch(control);
    const held = { database: { ...ofDatabase(database), ...database.claimed }, lease: claim };
    const code = {
      ...{ run: request.dataRunner, signal: stopping.signal, leaseLost: stopping.leaseLost },
      batched: request.batchedCode,
    };
    await new BackfillRun({ held, control, progress, notices }, prepared).finish(code);
    return { kind: 'finished', revision };
  } catch (error) {
    if (error instanceof LeaseLostError || error instanceof ConnectionLostError) throw error;
    if (error instanceof InterruptedError) {
      await database.releaseClaim(revision, claim);
      if (watch.isPaused && request.stop.level === undefined) return { kind: 'paused', revision };
      throw error;
    }
    if (!(error instanceof MigratorError)) throw error;
    const isOver = error.outcome === 'busy';
    await database.releaseClaim(revision, claim, isOver ? undefined : `${error.code}: ${error.message}`);
    if (isOver) throw error;
    return { kind: 'failed', revision, error };
  } finally {
    watch.stop();
    stopping.end();
    stopListening();
  }
}

/** What batches need beside their own methods. */
function ofDatabase(database: WorkRequest['database']) {
  const others: Pick<WorkRequest['database'], 'findBlockers' | 'whoBlocks' | 'appendLog'> = {
    findBlockers: (targets, olderThanMs) => database.findBlockers(targets, olderThanMs),
    whoBlocks: () => database.whoBlocks(),
    appendLog: (lease, notes) => database.appendLog(lease, notes),
  };
  return others;
}

function planOf(revision: Plan['steps'][number]['revision']): Plan {
  const step = { revision, direction: 'upgrade', headsAdded: [], headsRemoved: [] } as const;
  return { direction: 'upgrade', steps: [step], headsBefore: [], heads: [] };
}
