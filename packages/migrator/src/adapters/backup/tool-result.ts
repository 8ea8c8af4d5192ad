import type { BackupManifest } from '../../state/backup/backup-manifest.ts';

/** What a tool left: a file that was verified, or a name that it keeps the backup by. */
export type ToolResult = Pick<BackupManifest, 'tool' | 'label'> & {
  /** Verified, still under its temporary name; `null` where the tool keeps the backup. */
  readonly part: string | null;
  readonly extension: string;
  readonly bytes: number | null;
};
