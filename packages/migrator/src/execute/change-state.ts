import type { LeaseStore } from '../ports/database/lease-store.ts';
import type { StateReader } from '../ports/database/state-reader.ts';
import type { StateWriter } from '../ports/database/state-writer.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { StateChange } from '../state/state-change.ts';
import { randomId } from './backoff.ts';
import { acquireLease } from './lease/acquire-lease.ts';
import type { LeaseSeeker } from './lease/lease-seeker.ts';
import type { RunRequest } from './run-request.ts';

export interface ChangeStateRequest extends LeaseSeeker, Pick<RunRequest, 'identity' | 'runs' | 'tag'> {
  readonly database: LeaseSeeker['database'] &
    Pick<LeaseStore, 'releaseLease'> &
    Pick<StateReader, 'readState'> &
    Pick<StateWriter, 'requireWritable' | 'ensureState' | 'changeState'>;
}

/**
 * Rewrites the state without running anything (`stamp`, `repair`), under the lease, in one transaction. `changes` gets
 * the state under the lease; if it returns nothing, nothing changes.
 */
export async function changeState(
  request: ChangeStateRequest,
  action: 'stamp' | 'repair',
  reason: string | undefined,
  changes: (state: DatabaseState) => readonly StateChange[],
): Promise<void> {
  const { database, options, identity, runs } = request;
  // Asked before anything is made or locked, so that a refusal leaves no trace.
  if (changes(await database.readState()).length === 0) return;
  await database.requireWritable();
  await database.ensureState();
  const runId = randomId(request.ambient);
  const granted = await acquireLease(request, { runId, ...identity, runs, durationMs: options.leaseMs }, 0);
  const why = reason ?? request.tag;
  const because = why === undefined ? {} : { reason: why };
  let event: 'done' | 'failed' = 'failed';
  try {
    const wanted = changes(granted.state);
    if (wanted.length > 0) await database.changeState(granted.lease, action, wanted, why);
    event = 'done';
  } finally {
    await database.releaseLease(granted.lease, { action, event, ...because });
  }
}
