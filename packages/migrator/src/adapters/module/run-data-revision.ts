import { placeOf } from '../../errors/files/revision-place.ts';
import { DataRevisionExportError, DataRevisionTransactionError } from '../../errors/run/data-revision-errors.ts';
import type { DataOperations } from '../../execute/data/data-operations.ts';
import type { DataRevisionRunner } from '../../execute/run-request.ts';
import { statementKind } from '../../sql/kind/classify-statement.ts';
import { loadDrizzle } from './drizzle-session.ts';
import { loadDataRevision } from './load-data-revision.ts';

/** They stay within the transaction. */
const SAVEPOINTS = ['SAVEPOINT', 'RELEASE', 'ROLLBACK TO'];

/**
 * Loads a data revision of the workspace at `root` and runs its `upgrade` or `downgrade` on the given session. `args` is what the command
 * line gave with `-x`. Throws a `DataRevisionError` when it cannot be loaded, else whatever its code throws.
 */
export async function runDataRevision(
  root: string,
  args: Readonly<Record<string, string>>,
  request: Parameters<DataRevisionRunner>[0],
): Promise<void> {
  const { revision, direction, session, signal } = request;
  const place = placeOf(revision);
  const loaded = await loadDataRevision(root, revision);
  const run = loaded[direction];
  if (run === undefined) throw new DataRevisionExportError({ ...place, name: direction, found: 'irreversible' });
  const transactional = loaded.file[direction]?.transaction ?? true;
  const database = await loadDrizzle(place, transactional);
  let db: ReturnType<typeof database> | undefined;
  const operations: DataOperations<ReturnType<typeof database>> = {
    execute: async (sql, params) => {
      const kind = statementKind(sql);
      if (transactional && kind.kind === 'transaction-control' && !SAVEPOINTS.includes(kind.command)) {
        throw new DataRevisionTransactionError({ ...place, command: kind.command });
      }
      return await session.execute(sql, params);
    },
    get db() {
      db ??= database(session.client);
      return db;
    },
    args,
    signal,
    log: (message) => request.log(message),
  };
  await run(operations);
}
