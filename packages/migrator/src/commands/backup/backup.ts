import type { FoundBackup, VerifiedBackup } from '../../ports/backup/backup-tools.ts';
import type { Workbench } from '../shared/workbench.ts';

export const BACKUP_ACTIONS = ['list', 'verify'] as const;
export type BackupAction = (typeof BACKUP_ACTIONS)[number];

export type BackupResult =
  | {
      readonly action: 'list';
      /** Newest first. */
      readonly backups: readonly FoundBackup[];
    }
  | {
      readonly action: 'verify';
      readonly verified: readonly VerifiedBackup[];
    };

/**
 * The backups that Braid made, of all databases: lists them, or verifies that each can be read back.
 *
 * @param only the files to verify, by path or name; none: all that are in the folder
 */
export async function backup(
  bench: Pick<Workbench, 'backups'>,
  action: BackupAction,
  only: readonly string[] = [],
): Promise<BackupResult> {
  const tools = await bench.backups();
  const backups = await tools.list();
  if (action === 'list') return { action, backups };
  const wanted = backups.filter(({ path, manifest }) => {
    const names = [path, manifest.file, manifest.label];
    return only.length === 0 ? manifest.file !== null : only.some((each) => names.includes(each));
  });
  const unknown = only.filter(
    (each) => !backups.some(({ path, manifest }) => [path, manifest.file, manifest.label].includes(each)),
  );
  const verified: VerifiedBackup[] = unknown.map((path) => ({ path, problem: 'Braid took no such backup' }));
  for (const found of wanted) verified.push(await tools.verify(found));
  return { action, verified };
}
