import type { BatchOutcome, BatchRequest } from '../../../ports/database/revision-runner.ts';
import type { Lease } from '../../../state/lease.ts';
import type { PgConnection } from '../connection/connection.ts';
import { interval } from '../state/lease.ts';
import { textArray } from '../state/log.ts';
import { stateCodes } from '../state/state-codes.ts';
import { addUnit } from './revision-script.ts';
import { Script } from './script.ts';

/**
 * Sends revisions in one message, each with its own BEGIN … COMMIT. When a statement fails the server discards the rest
 * of the message: what was committed stays, the failed revision is rolled back, later ones never began.
 */
export async function applyBatch(connection: PgConnection, lease: Lease, request: BatchRequest): Promise<BatchOutcome> {
  const { names, options } = connection;
  const script = new Script();
  const session = await connection.session();
  await session.clean();
  const { avoid } = request;
  if (avoid !== undefined) {
    // In a transaction of its own: what is before a BEGIN in a message belongs to that transaction, and BEGIN could
    // not set its isolation level.
    script
      .add('begin isolation level read committed')
      .add(
        `select ${names.refuseBlocked}(${textArray(avoid.targets.exclusive)}, ${textArray(avoid.targets.shared)}, ${interval(avoid.olderThanMs)})`,
      )
      .add('commit');
  }
  request.units.forEach((unit, index) => {
    const limits = connection.limits(unit.limits);
    addUnit(script, names, lease, { ...unit, limits }, index, options.toolVersion, session.fresh);
  });
  let committed = 0;
  const outcome = await session.run(script, (index) => {
    const origin = script.origin(index);
    if (origin === undefined) return;
    if (origin.statement !== undefined) request.onStatement?.(origin.unit, origin.statement);
    if (origin.commits !== true) return;
    committed += 1;
    request.onUnit?.(origin.unit);
  });
  if (outcome.failed === undefined) return { kind: 'done' };
  const { failure, index } = outcome.failed;
  if (failure.sqlState === stateCodes.blocked) return { kind: 'blocked', committed };
  const origin = script.origin(index);
  // A syntax error anywhere stops the whole message before its first statement: the revisions before the faulty one are
  // still to be run.
  const parsedNothing = outcome.completed === 0 && request.units.length > 1 && !failure.connectionLost;
  if (parsedNothing) return applyOneByOne(connection, lease, request);
  return {
    kind: 'failed',
    committed,
    ...(origin?.statement === undefined ? {} : { statement: origin.statement }),
    failure,
  };
}

async function applyOneByOne(connection: PgConnection, lease: Lease, request: BatchRequest): Promise<BatchOutcome> {
  for (const [index, unit] of request.units.entries()) {
    const outcome = await applyBatch(connection, lease, {
      ...(request.avoid === undefined ? {} : { avoid: request.avoid }),
      units: [unit],
      onStatement: (_, statement) => request.onStatement?.(index, statement),
      onUnit: () => request.onUnit?.(index),
    });
    if (outcome.kind !== 'done') return { ...outcome, committed: index + outcome.committed };
  }
  return { kind: 'done' };
}
