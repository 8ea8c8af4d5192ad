import { rememberedSql, statementHash } from '../../../execute/half-run/statement-hash.ts';
import type { ScriptRevision } from '../../../ports/database/offline-script.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { type Statement, type StatementText, wholeText } from '../../../sql/script/statement.ts';
import { readStatement } from '../../../sql/statement/read-statement.ts';
import { call, callNext, callRecord } from './calls.ts';
import { checkEffect, checkFree } from './check-effect.ts';
import { setLimits } from './revision-part.ts';
import { aloneLease, beginTransaction, freshAgain, freshRole } from './script-names.ts';
import type { ScriptText } from './script-text.ts';

/**
 * A `transaction=off` section: each statement with its checkpoint, so that a run can continue where the script stopped.
 */
export function addHalfRun(text: ScriptText, step: ScriptRevision): void {
  const { revision, slice, direction } = step.record;
  const { statements } = step;
  text
    .part(step.title)
    .comment('Not in one transaction (transaction=off): every statement has a checkpoint.')
    .add(
      beginTransaction,
      callNext(step),
      call('braid_half', [revision, slice, direction].map(quoteLiteral)),
      'commit',
    );
  statements.forEach((statement, done) => {
    const { sql } = statement;
    const { kind, runsAlone } = readStatement(sql);
    if (runsAlone) addAlone(text, step, sql, done);
    else if (kind.kind === 'session-state') addSetting(text, step, sql, done);
    else addChecked(text, step, statement, done);
  });
  text
    .add(beginTransaction, ...freshRole, callNext(step, { done: statements.length }))
    .add(callRecord(step, false), ...freshAgain, 'commit');
}

/** A statement that shares a transaction with its checkpoint. */
function addChecked(text: ScriptText, step: ScriptRevision, statement: Statement, done: number): void {
  text.add(beginTransaction, callNext(step, { done }), ...setLimits(step.limits, 'local')).addStatements([statement]);
  if (readStatement(statement.sql).mayChangeSession)
    text.add('set local session authorization default', 'set local role none');
  text.add(checkpoint(step, statement), 'commit');
}

/** A SET holds for the statements after it; the revision's row ends it. */
function addSetting(text: ScriptText, step: ScriptRevision, sql: string, done: number): void {
  text
    .add(sql, beginTransaction, 'set local session authorization default', 'set local role none')
    .add(callNext(step, { done }), checkpoint(step, { sql }), 'commit');
}

/**
 * A statement that PostgreSQL accepts only alone. Nothing around it can make it conditional, so the session is
 * read-only unless the transaction before it, which checks everything and records the intent, was committed: a client
 * that continues after an error cannot run it.
 */
function addAlone(text: ScriptText, step: ScriptRevision, sql: string, done: number): void {
  const limits = setLimits(step.aloneLimits, 'session');
  const resets = limits.map((set) => `reset ${set.split(' ')[2] ?? ''}`);
  const free = checkFree(sql);
  const effect = checkEffect(sql, step, done);
  text
    .add('set session default_transaction_read_only = on', beginTransaction)
    .add(...(free === undefined ? [] : [free]), callNext(step, { done, lasts: aloneLease }))
    .add(call('braid_alone', [quoteLiteral(step.record.revision), quoteLiteral(rememberedSql(sql))]), 'commit')
    .add(...limits, sql, ...resets, beginTransaction)
    .add(...(effect === undefined ? [] : [effect]), callNext(step, { done, underWay: true }), checkpoint(step, { sql }))
    .add('commit');
}

function checkpoint({ record }: ScriptRevision, statement: StatementText): string {
  return call('braid_done', [quoteLiteral(record.revision), quoteLiteral(statementHash(wholeText(statement)))]);
}
