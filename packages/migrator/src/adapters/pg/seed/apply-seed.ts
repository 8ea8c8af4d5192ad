import type { RevisionSession, SeedUnit } from '../../../ports/database/revision-runner.ts';
import type { ServerFailure } from '../../../ports/database/server-failure.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { Lease } from '../../../state/lease.ts';
import type { PgConnection } from '../connection/connection.ts';
import { workInTransaction } from '../run/apply-work.ts';
import { addRecord } from '../run/revision-script.ts';
import { insertLog } from '../state/log.ts';
import { recordSeed, withSeedTable } from './seed-table.ts';

/** Runs a seed and records it, in one transaction, which a run that lost its lease cannot commit. */
export async function applySeed(
  connection: PgConnection,
  lease: Lease,
  unit: SeedUnit,
  work: (session: RevisionSession) => Promise<void>,
): Promise<ServerFailure | undefined> {
  const { names, options } = connection;
  const { record, attemptId } = unit;
  return await workInTransaction(connection, unit, work, (end, { fresh }) => {
    for (const sql of fresh.role) end.add(sql);
    end.add(withSeedTable(names));
    end.add(recordSeed(names, lease, record, options.toolVersion));
    const note = { action: 'seed', event: 'done', slice: record.slice, attemptId, message: record.name } as const;
    end.add(insertLog(names.log, lease, note, options.toolVersion));
    addRecord(end, fresh, `select ${names.fence}(${lease.token}, ${quoteLiteral(lease.request.runId)})`, 0);
  });
}
