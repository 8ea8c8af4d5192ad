import type { BackfillStore } from '../../../../ports/database/backfill-store.ts';
import type { Limits } from '../../../../ports/database/limits.ts';
import type { ServerFailure } from '../../../../ports/database/server-failure.ts';
import type { PgConnection } from '../../connection/connection.ts';
import type { ScriptOutcome } from '../../connection/session.ts';
import { identity, runGuarded } from '../apply-work.ts';
import { addBegin } from '../revision-script.ts';
import { Script } from '../script.ts';

type Work = Parameters<BackfillStore['readWork']>[1];

const ATTEMPT = 'reads';

/**
 * Runs code that only reads, in a transaction in which the server refuses everything else: it has a snapshot, so
 * nothing can make it writable.
 */
export async function readWork(
  connection: PgConnection,
  limits: Limits,
  work: Work,
): Promise<ServerFailure | undefined> {
  const session = await connection.session();
  await session.clean();
  let transaction: string | null | undefined;
  const begin = async (): Promise<ScriptOutcome> => {
    const script = new Script();
    addBegin(script, connection.limits(limits), ATTEMPT, 0);
    const begun = await session.run(script.add('set transaction read only').add(identity));
    transaction = begun.rows.at(-1)?.[0]?.[0];
    return begun;
  };
  const begun = await begin();
  if (begun.failed !== undefined) return begun.failed.failure;
  let ended: ServerFailure | undefined;
  const end = async (): Promise<void> => {
    const check = new Script().add(`select pg_catalog.current_setting('braid.attempt', true)`).add(identity);
    const { rows, failed, error } = await session.run(check);
    if (failed !== undefined) {
      ended = failed.failure;
      throw error;
    }
    const isSame = rows[0]?.[0]?.[0] === ATTEMPT && rows[1]?.[0]?.[0] === transaction;
    await session.rollback();
    if (isSame) return;
    const message = 'the revision ended its own transaction';
    ended = { connectionLost: false, sqlState: 'BR004', message };
    throw new Error(message);
  };
  const beginAgain = async (): Promise<void> => {
    const again = await begin();
    if (again.failed === undefined) {
      session.lentToRevision = true;
      return;
    }
    ended ??= again.failed.failure;
    throw again.error;
  };
  const aside = async <Result>(own: () => Promise<Result>): Promise<Result> => {
    await end();
    session.lentToRevision = false;
    let result: Result;
    try {
      result = await own();
    } catch (error) {
      // Whatever the code does next, it is in a transaction that cannot write.
      if (!session.lost) await beginAgain().catch(() => session.abandon());
      throw error;
    }
    await beginAgain();
    return result;
  };
  try {
    const failure = await runGuarded(session, (revisionSession) => work(revisionSession, aside));
    if (failure === undefined) await session.rollback();
    return ended ?? failure;
  } catch (error) {
    if (ended !== undefined) return ended;
    throw error;
  }
}
