import type { RevisionFile } from '../../revision/revision-file.ts';
import { reachesServer } from '../../sql/statement/about/reaches-server.ts';
import { importsFiles } from '../imports-files.ts';

/**
 * Whether a revision may change something that another database of the server has, too: two databases that change it at
 * the same moment may get in each other's way. What code imports is not read.
 */
export function aloneOnServer({ revision, upgrade, downgrade, text }: RevisionFile): boolean {
  if (revision.kind !== 'sql') return reachesServer(text) || importsFiles(text);
  return [upgrade, downgrade].some((section) => section?.statements.some(({ sql }) => reachesServer(sql)) === true);
}
