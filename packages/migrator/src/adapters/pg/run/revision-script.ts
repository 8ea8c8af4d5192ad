import type { TransactionUnit } from '../../../ports/database/revision-runner.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { Lease } from '../../../state/lease.ts';
import type { RevisionRecord } from '../../../state/revision-record.ts';
import type { FreshSession } from '../connection/fresh-session.ts';
import { searchPathSetting, type TransactionSettings } from '../connection/transaction-settings.ts';
import { literal, textArray } from '../state/log.ts';
import type { StateNames } from '../state/state-names.ts';
import type { Script } from './script.ts';

/**
 * The limits that are given and the search path, for this transaction only: nothing is left behind on a pooled
 * connection. `SET LOCAL` costs the server a tenth of what `set_config` does, which is planned and run as a query and
 * answers with a row.
 */
export function limitSettings(limits: TransactionSettings): readonly string[] {
  const settings: readonly (readonly [string, number | undefined])[] = [
    ['transaction_timeout', limits.transactionTimeoutMs],
    ['statement_timeout', limits.statementTimeoutMs],
    ['lock_timeout', limits.lockTimeoutMs],
    ['idle_in_transaction_session_timeout', limits.idleInTransactionTimeoutMs],
  ];
  const { searchPath } = limits;
  return [
    ...settings.flatMap(([name, value]) =>
      value === undefined ? [] : [`set local ${name} = ${Math.max(0, Math.round(value))}`],
    ),
    ...(searchPath === undefined ? [] : [searchPathSetting(searchPath, 'transaction')]),
  ];
}

/** BEGIN, the limits, and what the record needs to see that the transaction is still the same. */
export function addBegin(script: Script, limits: TransactionSettings, attemptId: string, unit: number): void {
  const origin = { unit };
  script.add('begin isolation level read committed', origin);
  for (const setting of limitSettings(limits)) script.add(setting, origin);
  script.add(`set local braid.attempt = ${quoteLiteral(attemptId)}`, origin);
}

/**
 * The record and COMMIT. What the revision left in the session is undone in the same transaction, whatever its
 * statements look like: neither our record nor the next revision inherits it, and behind a pooler nobody else does.
 */
export function addRecord(script: Script, fresh: FreshSession, record: string, unit: number): void {
  script.endsFresh = true;
  for (const sql of fresh.role) script.add(sql, { unit });
  const { calls, rest } = fresh.besideRecord;
  script.add([record, ...calls].join(', '), { unit });
  for (const sql of rest) script.add(sql, { unit });
  script.add('commit', { unit, commits: true });
}

/** The one statement that fences, writes the row and logs; see `record` in state/state-functions.ts. */
export function recordCall(
  names: StateNames,
  lease: Lease,
  record: RevisionRecord,
  attemptId: string,
  toolVersion: string,
  guarded: boolean,
): string {
  const values = [
    lease.token,
    ...[lease.request.runId, attemptId, record.direction, record.revision, record.slice].map(literal),
    textArray(record.parents),
    textArray(record.dependencies),
    literal(record.checksum),
    literal(toolVersion),
    String(guarded),
  ];
  return `select ${names.record}(${values.join(', ')})`;
}

/**
 * The server keeps its answers until its buffer is full or the message is over; a message of its own to the client
 * makes it send them.
 */
const flush = "do 'begin raise info ''braid''; end'";

/** Everything of one transactional revision. */
export function addUnit(
  script: Script,
  names: StateNames,
  lease: Lease,
  unit: TransactionUnit,
  index: number,
  toolVersion: string,
  fresh: FreshSession,
): void {
  addBegin(script, unit.limits, unit.attemptId, index);
  unit.statements.forEach((statement, number) => {
    if (unit.slow?.includes(number)) script.add(flush, { unit: index });
    script.add(statement.sql, { unit: index, statement: number }, statement.rows);
  });
  addRecord(script, fresh, recordCall(names, lease, unit.record, unit.attemptId, toolVersion, true), index);
}
