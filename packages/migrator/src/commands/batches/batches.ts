import { NoSuchBatchesError } from '../../errors/batch/background-errors.ts';
import { workBatches } from '../../execute/background/work-batches.ts';
import { randomId } from '../../execute/backoff.ts';
import type { BackfillOrder } from '../../ports/database/backfill-store.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import { type BatchStatus, batchStatus } from '../shared/batch-status.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import type { Workbench } from '../shared/workbench.ts';
import type { BatchAction } from './batch-actions.ts';
import { namedBatches } from './named-batches.ts';

export interface BatchesOptions {
  /** `list` without one. */
  readonly action?: BatchAction | undefined;
  /** An id or how it begins, or a symbol that names one revision. `list` and `work` do without: they are about all. */
  readonly revision?: string | undefined;
  /** Of `size`: rows of the next batch. */
  readonly rows?: number | undefined;
  /** Of `cancel`: why; it is kept in the log. */
  readonly reason?: string | undefined;
}

export interface BatchesResult {
  readonly database: DatabaseTarget;
  readonly action: BatchAction;
  /** Revisions whose batches this call finished. */
  readonly finished: readonly string[];
  /** What is in the background now, oldest first. */
  readonly batches: readonly BatchStatus[];
}

export type BatchesBench = Pick<Workbench, 'workspace' | 'graph' | 'database' | 'ambient' | 'runner' | 'safety'>;

/**
 * Works on batches in the background, looks at them, or orders something. Throws `NoSuchBatchesError`, a `SymbolError`
 * for a name that nothing has, what batches fail with, and what a run throws.
 */
export async function batches(bench: BatchesBench, options: BatchesOptions = {}): Promise<BatchesResult> {
  const { action = 'list' } = options;
  const database = await bench.database();
  const revision = options.revision === undefined ? undefined : await namedBatches(bench, database, options.revision);
  let finished: readonly string[] = [];
  if (action !== 'list' && action !== 'show')
    await confirmLoss(bench, { doing: DOING[action], losses: [], declined: { asked: 'batches' } });
  if (action === 'work') {
    const graph = bench.graph();
    const result = await workBatches({
      ...bench.runner,
      ...{ workspace: bench.workspace, ambient: bench.ambient, database, revision },
      revisionOf: (id) => graph.get(id),
      dependenciesOf: (id) => graph.dependencies(id),
    });
    finished = result.finished;
  }
  const order = orderOf(bench, { ...options, revision });
  if (order !== undefined) {
    const { host, pid } = bench.runner.identity;
    const by = { runId: randomId(bench.ambient), host, pid, runs: bench.runner.runs, durationMs: 0 };
    const isThere = revision !== undefined && (await database.orderBackfill(revision, order, by));
    if (!isThere) throw new NoSuchBatchesError({ revision: revision ?? '' });
  }
  const found = (await database.readBackfills()).filter(({ background }) => background !== undefined).map(batchStatus);
  const shown = revision === undefined ? found : found.filter((each) => each.revision === revision);
  if (action === 'show' && shown.length === 0) throw new NoSuchBatchesError({ revision: revision ?? '' });
  return { database: database.target, action, finished, batches: shown };
}

/** Nothing is lost by it: only a coding agent has to ask. */
const DOING: Readonly<Record<Exclude<BatchAction, 'list' | 'show'>, string>> = {
  work: 'Work on batches',
  pause: 'Pause the batches',
  resume: 'Resume the batches',
  retry: 'Try the failed keys again',
  size: 'Change the size of the batches',
  cancel: 'Cancel the batches',
};

function orderOf(
  bench: Pick<Workbench, 'graph'>,
  { action, revision = '', rows = 0, reason = '' }: BatchesOptions,
): BackfillOrder | undefined {
  switch (action) {
    case 'pause':
    case 'resume':
    case 'retry':
      return { kind: action };
    case 'size':
      return { kind: 'size', size: rows };
    case 'cancel':
      return { kind: 'cancel', reason, slice: bench.graph().get(revision)?.slice ?? '' };
    default:
      return undefined;
  }
}
