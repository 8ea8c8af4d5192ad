import type { Limits } from '../../../ports/database/limits.ts';
import type { ScriptRevision } from '../../../ports/database/offline-script.ts';
import { callNext, callRecord } from './calls.ts';
import { beginTransaction, freshAgain, freshRole } from './script-names.ts';
import type { ScriptText } from './script-text.ts';

/** A revision in one transaction with its row, as the runner does it. */
export function addRevision(text: ScriptText, step: ScriptRevision): void {
  text
    .part(step.title)
    .add(beginTransaction, callNext(step), ...setLimits(step.limits, 'local'))
    .addStatements(step.statements)
    // What a revision leaves in the session is undone in its own transaction.
    .add(...freshRole, callRecord(step, true), ...freshAgain, 'commit');
}

/** Limits in milliseconds; 0 means none. */
export function setLimits(limits: Limits, scope: 'local' | 'session'): readonly string[] {
  const settings: readonly (readonly [string, number | undefined])[] = [
    ['lock_timeout', limits.lockTimeoutMs],
    ['statement_timeout', limits.statementTimeoutMs],
    ['idle_in_transaction_session_timeout', limits.idleInTransactionTimeoutMs],
  ];
  return settings.flatMap(([name, value]) =>
    value === undefined ? [] : [`set ${scope} ${name} = ${Math.max(0, Math.round(value))}`],
  );
}
