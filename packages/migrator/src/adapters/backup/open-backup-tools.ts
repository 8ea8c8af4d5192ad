import type { BackupTools } from '../../ports/backup/backup-tools.ts';
import { BackupFolder } from './backup-folder.ts';
import { BackupPlace, type BackupPlaceOptions, type BackupPolicy } from './backup-place.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { makeRestorePoint } from './server-facts.ts';
import { verifyBackup } from './verify-backup.ts';

/** Backups of one database, made by pg_dump, pgBackRest or the command of the configuration. */
export function openBackupTools(options: BackupPlaceOptions, policy: BackupPolicy, stateSchema: string): BackupTools {
  const place = new BackupPlace(options);
  const folder = new BackupFolder(policy.dir);
  return {
    make: (request) => makeBackup(place, folder, policy, request),
    restorePoint: (runId) => makeRestorePoint(options.location, runId),
    list: async () => folder.list(),
    verify: (found) => verifyBackup(place, policy, found),
    restore: (path) => restoreBackup(place, path, stateSchema),
  };
}
