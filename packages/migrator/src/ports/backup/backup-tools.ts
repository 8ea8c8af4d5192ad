import type { BackupManifest, BackupMoment } from '../../state/backup/backup-manifest.ts';

export interface BackupRequest {
  readonly moment: BackupMoment;
  readonly runId: string;
  /** Where the database is. */
  readonly heads: readonly string[];
  /** Ends the tool and its child processes. */
  readonly signal: AbortSignal;
}

/** A backup that was made and verified. */
export interface MadeBackup {
  readonly manifest: BackupManifest;
  /** Of the file; `null` if the tool keeps the backup. */
  readonly path: string | null;
  /** Older backups that `keep` removed. */
  readonly removed: readonly string[];
}

/** A restore point in the write-ahead log for the whole cluster, or why there is none. */
export type RestorePoint =
  | { readonly name: string; readonly lsn: string; readonly refused: null }
  | { readonly name: string; readonly lsn: null; readonly refused: string };

/** A backup as it is in the folder. */
export interface FoundBackup {
  /** Of the file, or of the manifest where the tool keeps the backup. */
  readonly path: string;
  readonly manifest: BackupManifest;
  /** The file exists and has the recorded size. */
  readonly present: boolean;
}

/** The result of checking one backup. */
export interface VerifiedBackup {
  readonly path: string;
  /** `null` if it is unchanged and readable. */
  readonly problem: string | null;
}

export interface RestoredBackup {
  readonly path: string;
  /** `null`: there is no manifest beside the file, so its original state is unknown. */
  readonly manifest: BackupManifest | null;
  /** The database was created. */
  readonly created: boolean;
  readonly durationMs: number;
}

/** Makes backups of the database of a workbench, and reads them back. */
export interface BackupTools {
  /** Throws `BackupFailedError`; then it leaves no file. */
  make(request: BackupRequest): Promise<MadeBackup>;
  restorePoint(runId: string): Promise<RestorePoint>;
  /** Newest first. */
  list(): Promise<readonly FoundBackup[]>;
  /** Reads a backup whole and compares it with its manifest. */
  verify(found: FoundBackup): Promise<VerifiedBackup>;
  /**
   * Restores a file into the database of the workbench, which must be empty or missing, in one transaction. Throws
   * `RestoreRefusedError` and `RestoreFailedError`; then nothing was restored.
   */
  restore(path: string): Promise<RestoredBackup>;
}
