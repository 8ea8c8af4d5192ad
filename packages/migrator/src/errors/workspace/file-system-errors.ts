import { MigratorError } from '../migrator-error.ts';

export interface FileSystemFailure {
  readonly file: string;
  /** What the system said: `ENOSPC`, `ENAMETOOLONG`. */
  readonly reason: string;
}

/** What the most frequent of them mean. */
const MEANINGS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the quota of the disk is used up',
  EISDIR: 'it is a folder',
  ELOOP: 'its links form a loop',
  ENAMETOOLONG: 'the name is too long for the file system',
  ENOENT: 'it does not exist',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'a part of its path is not a folder',
  EPERM: 'the system does not permit it',
  EROFS: 'the file system is read-only',
};

/** `/app/x: the file system is read-only (EROFS).` */
export function explainFailure({ file, reason }: FileSystemFailure): string {
  return `${file}: ${MEANINGS[reason] ?? 'the system refused it'} (${reason}).`;
}

/**
 * A file cannot be written. What was there before is still there.
 * @cause The disk is full, the folder is read-only or belongs to another user, or the name is too long.
 * @repair Free space, correct the permissions, or choose a shorter name (`revisions.fileName` and `slugLength` in the
 * configuration).
 */
export class FileUnwritableError extends MigratorError<FileSystemFailure> {
  readonly code = 'file-unwritable';
  constructor(facts: FileSystemFailure, options: ErrorOptions = {}) {
    super(facts, {
      message: explainFailure(facts),
      hint:
        facts.reason === 'ENAMETOOLONG'
          ? 'Set a shorter "revisions.slugLength" or "revisions.fileName" in migrate.config.json.'
          : 'Free space, or correct the permissions of the folder, and run it again.',
      cause: options.cause,
    });
  }
}

/**
 * The system refused to do something with a file.
 * @cause The disk is full, the path is too long or not permitted, or a folder is missing.
 * @repair Correct what the message names, and run the command again.
 */
export class FileSystemError extends MigratorError<FileSystemFailure> {
  readonly code = 'file-system';
  constructor(facts: FileSystemFailure, options: ErrorOptions = {}) {
    super(facts, {
      message: explainFailure(facts),
      hint: 'Correct the path or its permissions, and run it again.',
      cause: options.cause,
    });
  }
}
