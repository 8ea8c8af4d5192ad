import { placeOf } from '../../errors/files/revision-place.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import { DataRevisionExportError, DataRevisionTransactionError } from '../../errors/run/data-revision-errors.ts';
import type { DataOperations } from '../../execute/data/data-operations.ts';
import type { DataRevisionRunner } from '../../execute/run-request.ts';
import { type DrizzleFactory, loadDrizzle, onSavepoint } from './drizzle-session.ts';
import { CodeScope, outsideOfCode } from './guard/code-scope.ts';
import { guardProcess } from './guard/guard-process.ts';
import type { ClientGuard } from './guard/guarded-client.ts';
import { watchBlocking } from './guard/watch-blocking.ts';
import type { LoadedCode } from './load-code.ts';
import { loadDataRevision } from './load-data-revision.ts';
import { copyRows } from './rows/copy-rows.ts';
import { streamRows } from './rows/stream-rows.ts';
import { statementsOf, transactionControl } from './transaction-control.ts';

type Request = Parameters<DataRevisionRunner>[0];

/**
 * Loads a data revision of the workspace at `root` and runs its `upgrade` or `downgrade` on the given session. `args`
 * is what the command line gave with `-x`; `before` is what was loaded before the run. Nothing of the code can reach
 * the session afterwards. Throws a `DataRevisionError` when it cannot be loaded or escapes the runner, else whatever
 * its code throws.
 */
export async function runDataRevision(
  root: string,
  args: Readonly<Record<string, string>>,
  request: Request,
  before?: LoadedCode,
): Promise<void> {
  const { revision, direction, leaseLost } = request;
  const place = placeOf(revision);
  let places = before?.places;
  const scope = new CodeScope({
    ...{ place, direction, transactional: request.transactional, quietMs: request.quietMs },
    placeOf(error) {
      const found = places?.placeOf(error);
      return found === undefined ? undefined : `${found.file}:${found.line}`;
    },
  });
  const lose = () => {
    if (leaseLost.reason instanceof MigratorError) scope.fail(leaseLost.reason);
  };
  leaseLost.addEventListener('abort', lose);
  const stopWatching = watchBlocking(request.quietMs, (at) => scope.endBlocked(at));
  try {
    await guardProcess(scope, async () => {
      const loaded =
        before?.code ??
        (await scope.run('load', () =>
          loadDataRevision(root, revision, (found) => {
            places = found;
          }),
        ));
      const run = loaded[direction];
      if (run === undefined) throw new DataRevisionExportError({ ...place, name: direction, found: 'irreversible' });
      const guard = guardOf(scope, request);
      const operations = operationsOf(scope, guard, await loadDrizzle(place, guard), args, request);
      await scope.run(direction, () => run(operations)).finally(() => scope.end());
    });
  } catch (error) {
    const at = scope.placeOf(error);
    if (at !== undefined) request.failedAt(at);
    throw error;
  } finally {
    leaseLost.removeEventListener('abort', lose);
    stopWatching();
  }
}

/** What may be sent, and as what. */
function guardOf(scope: CodeScope, { revision, transactional, before }: Request): ClientGuard {
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

function operationsOf(
  scope: CodeScope,
  guard: ClientGuard,
  database: DrizzleFactory,
  args: Readonly<Record<string, string>>,
  { revision, transactional, session, signal, before, log }: Request,
): DataOperations<ReturnType<DrizzleFactory>> {
  let db: ReturnType<DrizzleFactory> | undefined;
  const execute: DataOperations['execute'] = async (sql, params) => {
    guard.check(sql);
    const command = transactional ? transactionControl(sql) : undefined;
    if (command !== undefined) throw new DataRevisionTransactionError({ ...placeOf(revision), command });
    return await scope.send(sql, async () => {
      await before();
      return await session.execute(sql, params);
    });
  };
  return {
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
  };
}
