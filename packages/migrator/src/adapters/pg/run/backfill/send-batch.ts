import type { BatchResult, BatchWork } from '../../../../ports/database/backfill-store.ts';
import type { Limits } from '../../../../ports/database/limits.ts';
import type { StatementText } from '../../../../sql/script/statement.ts';
import type { PgConnection } from '../../connection/connection.ts';
import type { Session } from '../../connection/session.ts';
import { identity, runGuarded } from '../apply-work.ts';
import { addBegin } from '../revision-script.ts';
import { Script } from '../script.ts';

type Sent = { readonly rows: number } | Extract<BatchResult, { readonly kind: 'failed' }>;

/** Runs the statements of a batch in a transaction that is left open. */
export async function sendStatements(
  connection: PgConnection,
  session: Session,
  attemptId: string,
  statements: readonly StatementText[],
  limits: Limits,
): Promise<Sent> {
  const work = new Script();
  addBegin(work, connection.limits(limits), attemptId, 0);
  const first = work.length;
  for (const [statement, { sql }] of statements.entries()) work.add(sql, { unit: 0, statement });
  work.endsFresh = true;
  const worked = await session.run(work);
  if (worked.failed === undefined) {
    return { rows: worked.tags.slice(first).reduce((sum, tag) => sum + Number(/\d+$/.exec(tag)?.[0] ?? 0), 0) };
  }
  const statement = work.origin(worked.failed.index)?.statement;
  return { kind: 'failed', failure: worked.failed.failure, ...(statement === undefined ? {} : { statement }) };
}

/** Runs the code of a batch in a transaction that is left open, unless the code ended it. */
export async function sendCode(
  connection: PgConnection,
  session: Session,
  attemptId: string,
  work: Exclude<BatchWork, readonly StatementText[]>,
  limits: Limits,
): Promise<Sent> {
  const begin = new Script();
  addBegin(begin, connection.limits(limits), attemptId, 0);
  const begun = await session.run(begin.add(identity));
  if (begun.failed !== undefined) return { kind: 'failed', failure: begun.failed.failure };
  let counted = 0;
  let said: number | undefined;
  const failure = await runGuarded(session, async (revisionSession) => {
    said = await work({
      ...revisionSession,
      async execute(sql, parameters) {
        const result = await revisionSession.execute(sql, parameters);
        if (WRITES.has(result.command ?? '')) counted += result.rowCount ?? 0;
        return result;
      },
      async copyFrom(sql, data) {
        const rows = await revisionSession.copyFrom(sql, data);
        counted += rows;
        return rows;
      },
    });
  });
  if (failure !== undefined) return { kind: 'failed', failure };
  const check = new Script().add(`select pg_catalog.current_setting('braid.attempt', true)`).add(identity);
  const answer = await session.run(check);
  if (answer.failed !== undefined) return { kind: 'failed', failure: answer.failed.failure };
  const isSame = answer.rows[1]?.[0]?.[0] === begun.rows.at(-1)?.[0]?.[0];
  if (answer.rows[0]?.[0]?.[0] === attemptId && isSame) return { rows: said ?? counted };
  await session.rollback();
  const message = 'the revision ended its own transaction';
  return { kind: 'failed', failure: { connectionLost: false, sqlState: 'BR004', message } };
}

const WRITES = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);
