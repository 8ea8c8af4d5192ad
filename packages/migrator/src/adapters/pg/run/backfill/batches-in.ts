import type { BackfillStore, BackgroundStore } from '../../../../ports/database/backfill-store.ts';
import type { StepStore } from '../../../../ports/database/half-run-store.ts';
import type { PgConnection } from '../../connection/connection.ts';
import type { LeaseKeeping } from '../../state/lease.ts';
import { BackfillTable } from './backfill-table.ts';
import { BackgroundTable, claimFence, wasCancelled } from './background-table.ts';
import { keyBelow } from './key-below.ts';
import { readBackfills, readBatchMinutes } from './read-backfills.ts';
import { readBatchKey } from './read-batch-key.ts';
import { readPressure } from './read-pressure.ts';
import { readWork } from './read-work.ts';
import { keysWithout, nextBatch, readValue, writersOf } from './walk-keys.ts';

/** Batches of rows in a database, in the foreground and in the background. */
export function batchesIn(
  connection: PgConnection,
  leases: Pick<LeaseKeeping, 'closeSecond' | 'second'>,
): BackfillStore & BackgroundStore & StepStore {
  const backfills = new BackfillTable(connection);
  const background = new BackgroundTable(connection);
  const claimed = new BackfillTable(connection, claimFence(connection.names));
  const reading: Omit<BackfillStore, keyof ReturnType<typeof writing>> = {
    readBatchKey: (table, key) => readBatchKey(connection, table, key),
    writersOf: (key, since) => writersOf(connection, key, since),
    nextBatch: (key, state, size, where) => nextBatch(connection, key, state, size, where),
    keyBelow: (key, values) => keyBelow(connection, key, values),
    readWork: (limits, work) => readWork(connection, limits, work),
    keysWithout: (key, state, condition, limits) => keysWithout(connection, key, state, condition, limits),
    readValue: (query, limits) => readValue(connection, query, limits),
    readPressure: async (request) => readPressure(connection, await leases.second(), request),
    readBatchMinutes: (query) => readBatchMinutes(connection, query),
    readBackfills: () => readBackfills(connection),
  };
  return {
    ...reading,
    ...writing(backfills),
    finishStep: (lease, attempt, done, at) => backfills.finishStep(lease, attempt, done, at),
    registerBackfill: (lease, attempt, mark, key, size) => backfills.register(lease, attempt, mark, key, size),
    claimBackfill: (revision, request) => background.claim(revision, request),
    renewClaim: async (revision, claim) =>
      background.renew(await leases.second(claim.request.durationMs), revision, claim),
    releaseClaim: (revision, claim, failure) => background.release(revision, claim, failure),
    orderBackfill: (revision, order, by) => background.order(revision, order, by),
    reopen: async () => {
      await leases.closeSecond();
      await connection.reopen();
    },
    wasCancelled: (revision) => wasCancelled(connection, revision),
    claimed: {
      ...reading,
      ...writing(claimed),
      finishHalfRun: (claim, attempt, halfWay) => background.finish(claim, attempt, halfWay),
    },
  };
}

function writing(table: BackfillTable) {
  const methods: Pick<BackfillStore, 'beginBackfill' | 'runBatch' | 'skipKey' | 'notePause'> = {
    beginBackfill: (lease, attempt, done, key, size) => table.begin(lease, attempt, done, key, size),
    runBatch: (lease, attempt, work, mark, limits) => table.runBatch(lease, attempt, work, mark, limits),
    skipKey: (lease, attempt, failed, after) => table.skip(lease, attempt, failed, after),
    notePause: (lease, attempt, reason) => table.pause(lease, attempt, reason),
  };
  return methods;
}
