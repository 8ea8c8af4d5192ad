import { DrizzleHistoryError } from '../../errors/adopt/drizzle-history-error.ts';
import type { ForeignFile, ForeignHistory } from '../foreign-history.ts';
import type { LedgerRelation } from '../foreign-ledger.ts';
import { readFolders } from './read-folders.ts';
import { readJournal } from './read-journal.ts';

/**
 * Reads drizzle-kit's migrations: `meta/_journal.json` with one SQL file an entry (0.x), or one folder a migration with
 * `migration.sql` and `snapshot.json` (1.x). Throws a `DrizzleHistoryError`, and an `SqlTextError` for SQL that cannot
 * be split into statements.
 *
 * @param folder drizzle-kit's `out`
 * @param files all files below it
 * @param accepted names of SQL files that may exist without being in a journal
 */
export function readDrizzle(
  folder: string,
  files: readonly ForeignFile[],
  ledger: LedgerRelation = DRIZZLE_LEDGER,
  accepted: readonly string[] = [],
): ForeignHistory {
  const journal = files.find(({ path }) => path === `${folder}/meta/_journal.json`);
  const hasFolders = files.some(({ path }) => isMigration(folder, path));
  if (journal !== undefined && hasFolders) throw new DrizzleHistoryError({ file: folder, problem: 'two-layouts' });
  if (journal !== undefined) return { tool: 'drizzle', ...readJournal(folder, journal, files, ledger, accepted) };
  if (!hasFolders) throw new DrizzleHistoryError({ file: folder, problem: 'nothing-there' });
  return { tool: 'drizzle', revisions: readFolders(folder, files, ledger) };
}

/** Where drizzle-orm's migrators record what they have run, unless the configuration says otherwise. */
export const DRIZZLE_LEDGER: LedgerRelation = { schema: 'drizzle', table: '__drizzle_migrations' };

function isMigration(folder: string, path: string): boolean {
  const [, name, file, more] = path.slice(folder.length).split('/');
  return path.startsWith(`${folder}/`) && name !== undefined && file === 'migration.sql' && more === undefined;
}
