import type { Lease, Limits, RevisionRecord, TransactionUnit } from '../../ports.ts';
import { quoteLiteral } from '../../revision/quote-literal.ts';
import { literal, textArray } from './log.ts';
import type { Script } from './script.ts';
import type { StateNames } from './state/state-names.ts';

/** Words without which no statement changes the session or the role beyond itself. A false alarm costs three cheap statements. */
const sessionWords = /\b(?:set|set_config|reset|discard|authorization)\b/i;

export function mayChangeSession(sql: string): boolean {
  return sessionWords.test(sql);
}

/** `set_config` for the limits that are given, for this transaction only: nothing is left behind on a pooled connection. */
export function limitSettings(limits: Limits): readonly string[] {
  const settings: readonly (readonly [string, number | undefined])[] = [
    ['lock_timeout', limits.lockTimeoutMs],
    ['statement_timeout', limits.statementTimeoutMs],
    ['idle_in_transaction_session_timeout', limits.idleInTransactionTimeoutMs],
  ];
  return settings.flatMap(([name, value]) =>
    value === undefined ? [] : [`pg_catalog.set_config('${name}', '${Math.max(0, Math.round(value))}', true)`],
  );
}

/** BEGIN and one row of settings: the limits, and what the record needs (when it began; that the transaction is still the same). */
export function addBegin(script: Script, limits: Limits, attemptId: string, unit: number): void {
  const settings = [
    ...limitSettings(limits),
    `pg_catalog.set_config('braid.attempt', ${quoteLiteral(attemptId)}, true)`,
    `pg_catalog.set_config('braid.began', extract(epoch from pg_catalog.clock_timestamp())::pg_catalog.text, true)`,
  ];
  script.add('begin isolation level read committed', { unit }).add(`select ${settings.join(', ')}`, { unit });
}

/** What undoes a revision's own SET, in the same transaction, so that neither our record nor the next revision inherits it. */
export function addSessionReset(script: Script, unit: number): void {
  script.add('reset session authorization', { unit }).add('reset role', { unit }).add('reset all', { unit });
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

/** The server keeps its answers until its buffer is full or the message is over; a message of its own to the client makes it send them. */
const flush = "do 'begin raise info ''braid''; end'";

/** Everything of one transactional revision. */
export function addUnit(
  script: Script,
  names: StateNames,
  lease: Lease,
  unit: TransactionUnit,
  index: number,
  toolVersion: string,
): void {
  addBegin(script, unit.limits, unit.attemptId, index);
  unit.statements.forEach((statement, number) => {
    if (unit.prompt === true) script.add(flush, { unit: index });
    script.add(statement.sql, { unit: index, statement: number });
  });
  const resets = unit.statements.some((statement) => mayChangeSession(statement.sql));
  if (resets) addSessionReset(script, index);
  script
    .add(recordCall(names, lease, unit.record, unit.attemptId, toolVersion, !resets), { unit: index })
    .add('commit', { unit: index, commits: true });
}
