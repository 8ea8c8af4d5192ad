import type { BackupManifest } from './backup-manifest.ts';

/**
 * The backups that a new one makes superfluous, the oldest first. Those of other databases do not count, nor does what
 * another tool keeps. Backups before and after runs are counted separately: otherwise one after a run would replace the
 * one before it.
 *
 * @param keep how many stay, the new one among them; `undefined`: all
 */
export function supersededBackups(
  manifests: readonly BackupManifest[],
  made: Pick<BackupManifest, 'identity' | 'moment'>,
  keep: number | undefined,
): readonly BackupManifest[] {
  if (keep === undefined) return [];
  const own = manifests.filter(
    ({ identity, moment, file }) => identity === made.identity && moment === made.moment && file !== null,
  );
  const newest = [...own].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return newest.slice(Math.max(1, keep)).reverse();
}
