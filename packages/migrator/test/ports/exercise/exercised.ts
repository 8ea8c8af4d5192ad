import type { MigrationDatabase } from '../../../src/ports/database/migration-database.ts';
import type { RevisionAttempt, TransactionUnit } from '../../../src/ports/database/revision-runner.ts';
import type { Statement } from '../../../src/sql/script/statement.ts';
import type { Lease, LeaseRequest } from '../../../src/state/lease.ts';
import type { LogEntry } from '../../../src/state/log.ts';
import type { RevisionRecord } from '../../../src/state/revision-record.ts';

/** An empty database of one test's own. */
export interface Exercised {
  readonly database: MigrationDatabase;
  /** Another connection to the same database. */
  connect(): MigrationDatabase;
}

export type OpenExercised = () => Promise<Exercised>;

/** A statement that every database under test refuses, and how. */
export const REFUSED = { statement: 'select 1 / 0', how: '22012' } as const;

export const statement = (sql: string): Statement => ({ sql, offset: 0, line: 1, column: 1 });
export const request = (runId: string, durationMs = 60_000): LeaseRequest => ({
  runId,
  host: 'here',
  pid: 7,
  runs: `upgrade ${runId}`,
  durationMs,
});
export const record = (revision: string, more: Partial<RevisionRecord> = {}): RevisionRecord => ({
  revision,
  slice: 'events',
  direction: 'upgrade',
  parents: [],
  dependencies: [],
  checksum: `sum of ${revision}`,
  ...more,
});
export const attempt = (revision: string, more: Partial<RevisionRecord> = {}): RevisionAttempt => ({
  record: record(revision, more),
  attemptId: `try of ${revision}`,
});
export const unit = (
  revision: string,
  sql: readonly string[],
  more: Partial<RevisionRecord> = {},
): TransactionUnit => ({
  ...attempt(revision, more),
  statements: sql.map(statement),
  limits: {},
});
export const said = ({ action, event, revision }: LogEntry) =>
  `${action} ${event}${revision === undefined ? '' : ` ${revision}`}`;

/** With its state made and the lease held. */
export async function leased(open: OpenExercised, runId = 'first'): Promise<Exercised & { readonly lease: Lease }> {
  const opened = await open();
  const { database } = opened;
  await database.readState();
  await database.ensureState();
  const answer = await database.acquireLease(request(runId));
  if (!answer.granted) throw new Error('nobody else is there');
  return { ...opened, lease: answer.lease };
}

export const applied = async (database: MigrationDatabase) =>
  (await database.readState()).applied.map(({ revision }) => revision);
export const logged = async (database: MigrationDatabase) =>
  (await database.readLog({ limit: 100 })).toReversed().map(said);
export const apply = (database: MigrationDatabase, lease: Lease, ...units: readonly TransactionUnit[]) =>
  database.applyBatch(lease, { units });
