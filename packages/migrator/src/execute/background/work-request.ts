import type { BackgroundStore } from '../../ports/database/backfill-store.ts';
import type { RunDatabase, RunRequest } from '../run-request.ts';

/** What a worker is given. */
export type WorkRequest = Omit<RunRequest, 'database' | 'replan' | 'skipStubs' | 'tag' | 'precautions' | 'detach'> & {
  readonly database: Pick<
    RunDatabase,
    'appendLog' | 'cancel' | 'findBlockers' | 'hearNotices' | 'readBackfills' | 'readState' | 'whoBlocks'
  > &
    BackgroundStore;
  /** Only these batches; without it all. */
  readonly revision?: string | undefined;
};
