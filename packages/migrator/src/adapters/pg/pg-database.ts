import type { LeaseAnswer } from '../../ports/database/lease-store.ts';
import type { MigrationDatabase } from '../../ports/database/migration-database.ts';
import type { Lease } from '../../state/lease.ts';
import { cancelStatement } from './connection/cancel.ts';
import { PgConnection, type PgDatabaseOptions } from './connection/connection.ts';
import type { KnownServer } from './connection/known-server.ts';
import { readIdentity } from './connection/read-identity.ts';
import { applyBatch } from './run/apply-batch.ts';
import { applyWork, runWork } from './run/apply-work.ts';
import { batchesIn } from './run/backfill/batches-in.ts';
import { catalogTruth } from './run/catalog-truth.ts';
import { HalfRunTable } from './run/half-run-table.ts';
import { findBlockers, whoBlocks } from './run/observe/blockers.ts';
import { readPulse } from './run/observe/pulse.ts';
import { readRunners } from './run/observe/runners.ts';
import { serverProgress } from './run/observe/server-progress.ts';
import { tablesOfIndexes } from './run/observe/tables-of-indexes.ts';
import { runAlone } from './run/run-alone.ts';
import { Script } from './run/script.ts';
import { applySeed } from './seed/apply-seed.ts';
import { readSeeds } from './seed/seed-table.ts';
import { changeState } from './state/change-state.ts';
import { LeaseKeeping } from './state/lease.ts';
import { insertLog, readLog } from './state/log.ts';
import { markProtected, readProtection } from './state/protection-mark.ts';
import { readSize, readTotals } from './state/read-totals.ts';
import { StateStore } from './state/state-store.ts';

export type { PgDatabaseOptions } from './connection/connection.ts';
export type { KnownServer } from './connection/known-server.ts';

/** A database that tells what it has learned of its server. */
export interface PgDatabase extends MigrationDatabase {
  readonly server: () => KnownServer | undefined;
}

/** A PostgreSQL database behind the runner's port. Connects when first asked something. */
export function openPgDatabase(options: PgDatabaseOptions): PgDatabase {
  const connection = new PgConnection(options);
  const state = new StateStore(connection);
  const leases = new LeaseKeeping(connection, state);
  const halfRuns = new HalfRunTable(connection, () => state.pooled);
  const cancel = async () => {
    const session = connection.opened;
    if (session !== undefined && !session.lost) await cancelStatement(session, () => leases.second(), state.pooled);
  };

  return {
    get target() {
      return connection.target;
    },
    server: () => state.server,
    readState: () => state.readState(),
    readApplied: () => state.readApplied(),
    readDigest: () => state.readDigest(),
    readIdentity: () => readIdentity(connection),
    readProtection: () => readProtection(connection),
    markProtected: (environment) => markProtected(connection, environment),
    requireWritable: () => state.requireWritable(),
    ensureState: () => state.ensureState(),
    acquireLease: (request, silent) => leases.acquire(request, silent),
    acquireNew: (request) => leases.acquireNew(request),
    renewLease: (lease) => leases.renew(lease),
    releaseLease: (lease, last) => leases.release(lease, last),
    reconnect: (lease, isNew) => reconnect(connection, leases, lease, { isNew, isDirect: !state.pooled }),
    hearNotices: (listener) => connection.hearNotices(listener),
    applyBatch: (lease, request) => applyBatch(connection, lease, request),
    applyWork: (lease, unit, work) => applyWork(connection, lease, unit, work),
    runWork: (limits, work) => runWork(connection, limits, work, state.pooled),
    runChecked: (lease, attempt, statement, hash, limits) =>
      halfRuns.runChecked(lease, attempt, statement, hash, limits),
    runAlone: (statement, limits) => runAlone(connection, statement.sql, limits, state.pooled, cancel),
    noteIntent: (lease, attempt, sql) => halfRuns.noteIntent(lease, attempt, sql),
    noteDone: (lease, attempt, hash) => halfRuns.noteDone(lease, attempt, hash),
    clearIntent: (lease, attempt) => halfRuns.clearIntent(lease, attempt),
    finishHalfRun: (lease, attempt, halfWay) => halfRuns.finish(lease, attempt, halfWay),
    readSeeds: () => readSeeds(connection),
    applySeed: (lease, unit, work) => applySeed(connection, lease, unit, work),
    ...batchesIn(connection, leases),
    catalogTruth: (kind) => catalogTruth(connection, kind),
    findBlockers: async (targets, olderThanMs) =>
      findBlockers(connection, await connection.session(), targets, olderThanMs),
    whoBlocks: async () => {
      const pid = connection.opened?.processId;
      return pid === undefined || state.pooled ? [] : whoBlocks(connection, await leases.second(), pid);
    },
    runningProgress: async () => {
      const pid = connection.opened?.processId;
      return pid === undefined || state.pooled ? undefined : serverProgress(connection, await leases.second(), pid);
    },
    tablesOfIndexes: (indexes) => tablesOfIndexes(connection, indexes),
    readPulse: () => readPulse(connection),
    readRunners: () => readRunners(connection),
    cancel,
    changeState: (lease, action, changes, reason) => changeState(connection, lease, action, changes, reason),
    appendLog: async (lease, notes) => {
      if (notes.length === 0) return;
      const script = connection.transaction();
      for (const note of notes) script.add(insertLog(connection.names.log, lease, note, options.toolVersion));
      await connection.own('Writing the log', script.add('commit'));
    },
    readLog: (query) => readLog(connection, query),
    readTotals: () => readTotals(connection),
    readSize: () => readSize(connection),
    close: async () => {
      await Promise.all([connection.close(), leases.closeSecond()]);
    },
  };
}

/**
 * A new connection with a new token: whatever the old session still runs, its COMMIT is refused from here on. Then the
 * old session itself is ended where the server can be asked to, so that it holds no lock in the way.
 */
async function reconnect(
  connection: PgConnection,
  leases: LeaseKeeping,
  lease: Lease,
  { isNew, isDirect }: { readonly isNew: boolean | undefined; readonly isDirect: boolean },
): Promise<LeaseAnswer> {
  const before = connection.opened?.processId;
  await leases.closeSecond();
  await connection.reopen();
  const answer = await (isNew === true ? leases.acquireNew(lease.request) : leases.acquire(lease.request));
  if (answer.granted && isDirect && before !== undefined) {
    const session = await connection.session();
    // Name and role make sure that no other session is ended that has got the same process id meanwhile.
    await session.run(
      new Script().add(`select pg_catalog.pg_terminate_backend(a.pid, 5000) from pg_catalog.pg_stat_activity a
where a.pid operator(pg_catalog.=) ${before} and a.application_name operator(pg_catalog.=) pg_catalog.current_setting('application_name') and a.usename operator(pg_catalog.=) current_user
and a.pid operator(pg_catalog.<>) pg_catalog.pg_backend_pid()`),
    );
  }
  return answer;
}
