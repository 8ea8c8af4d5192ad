import type { RestoredBackup } from '../../ports/backup/backup-tools.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import { type CheckResult, check } from '../check/check.ts';
import { currentHeads } from '../shared/heads/current-heads.ts';
import type { Workbench } from '../shared/workbench.ts';

export interface RestoreResult extends RestoredBackup {
  readonly database: DatabaseTarget;
  /** Where the restored database is. */
  readonly heads: readonly string[];
  /** Of `check --db`, which compares the restored database with what its applied revisions make. */
  readonly check: CheckResult;
}

/**
 * Restores a backup into the database of the workbench, and compares that with its revisions. Throws
 * `RestoreRefusedError` and `RestoreFailedError`.
 *
 * @param file `named`: as given, which may be the name of a file in the folder of backups; `path`: the path that it
 * means otherwise
 */
export async function restore(
  bench: Parameters<typeof check>[0] & Pick<Workbench, 'backups' | 'database'>,
  file: { readonly named: string; readonly path: string },
): Promise<RestoreResult> {
  const tools = await bench.backups();
  const found = (await tools.list()).find(({ manifest }) => manifest.file === file.named);
  const restored = await tools.restore(found?.path ?? file.path);
  const database = await bench.database();
  const heads = await currentHeads(bench);
  return {
    ...restored,
    database: database.target,
    heads,
    check: await check(bench, { database: true, schema: false }),
  };
}
