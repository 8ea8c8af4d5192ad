import type { BackupManifest, BackupMoment } from '../../state/backup/backup-manifest.ts';

export interface BackupRequest {
  readonly moment: BackupMoment;
  readonly runId: string;
  /** Where the database is. */
  readonly heads: readonly string[];
  /** Ends the tool, with all that it started. */
  readonly signal: AbortSignal;
}

/** A backup that was made and verified. */
export interface MadeBackup {
  readonly manifest: BackupManifest;
  /** Of the file; `null` where the tool keeps the backup. */
  readonly path: string | null;
  /** Older backups that `keep` removed. */
  readonly removed: readonly string[];
}

/** A name in the write-ahead log to which the whole cluster can be recovered, or why there is none. */
export type RestorePoint =
  | { readonly name: string; readonly lsn: string; readonly refused: null }
  | { readonly name: string; readonly lsn: null; readonly refused: string };

/** A backup as it is in the folder. */
export interface FoundBackup {
  /** Of the file, or of the manifest where the tool keeps the backup. */
  readonly path: string;
  readonly manifest: BackupManifest;
  /** The file is there, and as long as it was. */
  readonly present: boolean;
}

/** What became of a look at one backup. */
export interface VerifiedBackup {
  readonly path: string;
  /** `null` when it is as it was made, and can be read. */
  readonly problem: string | null;
}

export interface RestoredBackup {
  readonly path: string;
  /** `null`: no manifest is beside the file, so nothing says what it was. */
  readonly manifest: BackupManifest | null;
  /** The database had to be made. */
  readonly created: boolean;
  readonly durationMs: number;
}

/** Makes backups of the database of a workbench, and reads them back. */
export interface BackupTools {
  /** Throws `BackupFailedError`; then no file of it is left. */
  make(request: BackupRequest): Promise<MadeBackup>;
  restorePoint(runId: string): Promise<RestorePoint>;
  /** Newest first. */
  list(): Promise<readonly FoundBackup[]>;
  /** Reads a backup whole and compares it with its manifest. */
  verify(found: FoundBackup): Promise<VerifiedBackup>;
  /**
   * Restores a file into the database of the workbench, which has to be empty or not there, in one transaction. Throws
   * `RestoreRefusedError` and `RestoreFailedError`; then nothing was restored.
   */
  restore(path: string): Promise<RestoredBackup>;
}
