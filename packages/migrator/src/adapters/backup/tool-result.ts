import type { BackupManifest } from '../../state/backup/backup-manifest.ts';

/** What a tool left: a verified file, or the name under which the tool keeps the backup. */
export type ToolResult = Pick<BackupManifest, 'tool' | 'label'> & {
  /** Verified, still under its temporary name; `null` where the tool keeps the backup. */
  readonly part: string | null;
  readonly extension: string;
  readonly bytes: number | null;
};
