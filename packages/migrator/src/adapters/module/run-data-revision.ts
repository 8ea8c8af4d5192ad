import { DataRevisionVerificationError } from '../../errors/batch/code-batch-errors.ts';
import { placeOf, type RevisionPlace } from '../../errors/files/revision-place.ts';
import { DataRevisionExportError, DataRevisionTransactionError } from '../../errors/run/data-revision-errors.ts';
import type { CodeSteps } from '../../execute/code-steps/code-steps.ts';
import type { DataOperations } from '../../execute/data/data-operations.ts';
import type { DataRevisionRunner } from '../../execute/run-request.ts';
import type { RevisionSession } from '../../ports/database/revision-runner.ts';
import type { Direction } from '../../revision/revision.ts';
import { stepOperations } from './code-steps.ts';
import { type DrizzleFactory, loadDrizzle, onSavepoint } from './drizzle-session.ts';
import { type CodeScope, outsideOfCode } from './guard/code-scope.ts';
import type { ClientGuard } from './guard/guarded-client.ts';
import { keyGuard } from './guard/key-guard.ts';
import type { LoadedCode } from './load-code.ts';
import { takesRange } from './load-data-revision.ts';
import { copyRows } from './rows/copy-rows.ts';
import { streamRows } from './rows/stream-rows.ts';
import { type SwitchedSession, switchedSession } from './switched-session.ts';
import { statementsOf, transactionControl } from './transaction-control.ts';
import { withCode } from './with-code.ts';

type Request = Parameters<DataRevisionRunner>[0];
type Sending = Pick<Request, 'revision' | 'transactional' | 'before'>;
type Operating = Sending &
  Pick<Request, 'direction' | 'session' | 'signal' | 'log' | 'failedAt'> & { readonly steps?: CodeSteps };

/**
 * Loads a data revision of the workspace at `root` and runs its `upgrade` or `downgrade` on the given session. `args`
 * is what the command line has with `-x`; `before` is what was loaded before the run. The code cannot reach the session
 * afterwards. Throws a `DataRevisionError` when it cannot be loaded, escapes the runner or does not verify, otherwise
 * whatever its code throws.
 */
export async function runDataRevision(
  root: string,
  args: Readonly<Record<string, string>>,
  request: Request,
  before?: LoadedCode,
): Promise<void> {
  const { revision, direction, session, transactional } = request;
  const place = placeOf(revision);
  await withCode(root, request, before, async (loaded, scope) => {
    const run = loaded[direction];
    if (run === undefined) throw new DataRevisionExportError({ ...place, name: direction, found: 'irreversible' });
    if (takesRange(loaded, run)) throw new RangeError('code that takes a range of keys runs in batches');
    const { verify } = loaded;
    const switched = switchedSession(session);
    const guard = keyGuard(scope, guardOf(scope, request), () => switched.batch);
    const drizzle = await loadDrizzle(root, place, guard);
    const operations = operationsOf(scope, guard, drizzle, args, { ...request, session: switched.session }, switched);
    const staysDone = !transactional || request.steps !== undefined;
    await scope
      .run(direction, async () => {
        await run(operations);
        if (verify !== undefined) await askVerify(place, direction, staysDone, () => verify(operations, direction));
      })
      .finally(() => scope.end());
  });
}

/** Throws `DataRevisionVerificationError` unless the answer is `true`. */
export async function askVerify(
  place: RevisionPlace,
  direction: Direction,
  staysDone: boolean,
  ask: () => unknown,
): Promise<void> {
  const found = await ask();
  if (found !== true) throw new DataRevisionVerificationError({ ...place, direction, staysDone, found: String(found) });
}

/** What may be sent, and as what. */
export function guardOf(scope: CodeScope, { revision, transactional, before }: Sending): ClientGuard {
  const refused = (command: string) => new DataRevisionTransactionError({ ...placeOf(revision), command });
  return {
    check: (sql) => scope.check(sql),
    rewrite(sql) {
      const command = transactional ? transactionControl(sql) : undefined;
      if (command === undefined) return sql;
      const savepoint = statementsOf(sql).length === 1 ? onSavepoint(command) : undefined;
      if (savepoint === undefined) throw refused(command);
      return savepoint;
    },
    send: (sql, run) =>
      scope.send(sql, async () => {
        await before();
        return await run();
      }),
  };
}

export function operationsOf(
  scope: CodeScope,
  guard: ClientGuard,
  database: DrizzleFactory,
  args: Readonly<Record<string, string>>,
  request: Operating,
  switched?: Pick<SwitchedSession, 'using'>,
): DataOperations<ReturnType<DrizzleFactory>> {
  const { revision, transactional, session, signal, before, log } = request;
  let db: ReturnType<DrizzleFactory> | undefined;
  const execute: RevisionSession['execute'] = async (sql, params) => {
    guard.check(sql);
    const command = transactional ? transactionControl(sql) : undefined;
    if (command !== undefined) throw new DataRevisionTransactionError({ ...placeOf(revision), command });
    return await scope.send(sql, async () => {
      await before();
      return await session.execute(sql, params);
    });
  };
  const { steps, direction, failedAt } = request;
  const using: SwitchedSession['using'] = switched?.using ?? ((_session, _batch, work) => work());
  const operations: DataOperations<ReturnType<DrizzleFactory>> = {
    execute,
    copyFrom: (table, columns, rows, copy) =>
      copyRows({ scope, session, signal, before }, { table, columns, rows, options: copy ?? {} }),
    stream: (sql, params) => streamRows(sql, params, { execute, session, transactional }),
    get db() {
      db ??= database(session.client);
      return db;
    },
    args,
    signal,
    log: (message) => outsideOfCode(() => log(message)),
    ...stepOperations(scope, { revision, direction, steps, using, failedAt }, () => operations),
  };
  return operations;
}
