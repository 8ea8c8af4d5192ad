import { MigratorError } from '../migrator-error.ts';
import { explainFailure } from './file-system-errors.ts';

export interface FolderFailure {
  readonly folder: string;
  /** What the system said: `EROFS`, `EACCES`. */
  readonly reason: string;
}

/**
 * TypeScript cannot be run, because the folder for temporary files is not writable.
 * @cause The root file system is read-only, as in many containers, or `TMPDIR` names a folder that is missing.
 * @repair Set `TMPDIR` to a writable folder, or mount one at `/tmp` (`docker run --tmpfs /tmp`).
 */
export class TemporaryFolderError extends MigratorError<FolderFailure> {
  readonly code = 'temporary-folder';
  constructor(facts: FolderFailure, options: ErrorOptions = {}) {
    super(facts, {
      message: `${explainFailure({ file: facts.folder, reason: facts.reason })} TypeScript is compiled there before it runs.`,
      hint: 'Set TMPDIR to a writable folder, or mount one there (docker run --tmpfs /tmp). Nothing was run.',
      cause: options.cause,
    });
  }
}

/**
 * The folder of the embedded scratch database is not writable.
 * @cause The root file system is read-only, as in many containers, or the workspace belongs to another user.
 * @repair Set `shadowUrl` in migrate.config.json (or of the environment) to a PostgreSQL server on which scratch
 * databases may be created.
 */
export class ScratchFolderError extends MigratorError<FolderFailure> {
  readonly code = 'scratch-folder';
  constructor(facts: FolderFailure, options: ErrorOptions = {}) {
    super(facts, {
      message: `${explainFailure({ file: facts.folder, reason: facts.reason })} The embedded PostgreSQL for scratch databases keeps its files there.`,
      hint: 'Set "shadowUrl" in migrate.config.json to a server on which scratch databases may be created, or make the folder writable.',
      cause: options.cause,
    });
  }
}
