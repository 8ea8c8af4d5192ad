import { type ErrorPlace, RevisionFileError } from '../files/revision-file-error.ts';
import { WorkspaceError } from './slice-errors.ts';

export interface WorkspaceFile {
  /** Relative to the root of the workspace, with `/`. */
  readonly file: string;
}

/**
 * A symbolic link leads out of the workspace.
 * @cause A file was linked from a folder of this machine instead of being copied.
 * @repair Put the file itself there: a clone elsewhere has no target for the link.
 */
export class LinkOutsideWorkspaceError extends WorkspaceError<WorkspaceFile> {
  readonly code = 'link-outside-workspace';
  constructor(facts: WorkspaceFile) {
    super(facts, {
      message: `${facts.file}: is a link out of the workspace`,
      hint: 'Put the file itself there: a clone elsewhere has no target for the link.',
    });
  }
}

/**
 * A folder, pipe or device has the name of a revision file.
 * @cause A folder in the migrations folder was named like a revision, with `.sql` or `.ts` at its end.
 * @repair Rename or remove it: in a migrations folder that name is a revision.
 */
export class NotARegularFileError extends WorkspaceError<WorkspaceFile> {
  readonly code = 'not-a-regular-file';
  constructor(facts: WorkspaceFile) {
    super(facts, {
      message: `${facts.file}: is not a regular file`,
      hint: 'Rename or remove it: in a migrations folder that name is a revision.',
    });
  }
}

/**
 * The path of a file leads to a folder, a pipe or a device.
 * @cause The path that was given ends too early and names a folder.
 * @repair Name a file.
 */
export class NotAFileError extends WorkspaceError<WorkspaceFile> {
  readonly code = 'not-a-file';
  constructor(facts: WorkspaceFile) {
    super(facts, { message: `${facts.file}: is not a file`, hint: 'Name a file.' });
  }
}

/**
 * A file in a migrations folder looks like a revision and is not read as one.
 * @cause It ends in `.SQL` or `.js`, or is in a folder below the migrations folder.
 * @repair Name it `*.sql` or `*.ts` in lower case, directly in the migrations folder, or move it elsewhere.
 */
export class StrayFileError extends WorkspaceError<WorkspaceFile> {
  readonly code = 'stray-file';
  constructor(facts: WorkspaceFile) {
    super(facts, {
      message: `${facts.file}: is not read as a revision`,
      hint: 'Name it *.sql or *.ts in lower case, directly in the migrations folder, or move it elsewhere.',
    });
  }
}

export interface FileUnreadable extends WorkspaceFile {
  /** `EACCES`, `ENOENT` … */
  readonly systemCode: string;
}

/**
 * The operating system does not let Braid read a file.
 * @cause The file belongs to another user, was deleted meanwhile, or is a broken link.
 * @repair Let your user read it (`chmod u+r`), or restore it from git.
 */
export class FileUnreadableError extends WorkspaceError<FileUnreadable> {
  readonly code = 'file-unreadable';
  constructor(facts: FileUnreadable, options: ErrorOptions) {
    const { file, systemCode } = facts;
    const [problem, hint] = READ_FAILURES[systemCode] ?? [
      `cannot be read (${systemCode})`,
      'Check the file and its disk.',
    ];
    super(facts, { message: `${file}: ${problem}`, hint: hint.replaceAll('%s', file), cause: options.cause });
  }
}

const READ_FAILURES: Readonly<Record<string, readonly [problem: string, hint: string]>> = {
  EACCES: ['cannot be read: permission denied', 'Let your user read it: chmod u+r %s (and u+rx on its folders).'],
  EPERM: ['cannot be read: permission denied', 'Let your user read it: chmod u+r %s (and u+rx on its folders).'],
  ENOENT: ['does not exist', 'Restore it: git checkout -- %s'],
  ENOTDIR: ['is not a folder', 'Make it a folder, or change "migrations" in slice.json.'],
  ELOOP: ['is a link to itself', 'Replace the link by the file.'],
};

export interface FileTooLarge extends WorkspaceFile {
  readonly bytes: number;
  readonly limit: number;
}

/**
 * A revision file is larger than the limit.
 * @cause Bulk data was written into the revision.
 * @repair Load bulk data from a file of its own with `op.copyFrom` in a data revision (a `.ts` file).
 */
export class FileTooLargeError extends WorkspaceError<FileTooLarge> {
  readonly code = 'file-too-large';
  constructor(facts: FileTooLarge) {
    const size = (value: number): string => `${(value / 2 ** 20).toFixed(1)} MiB`;
    super(facts, {
      message: `${facts.file}: is ${size(facts.bytes)} large; the limit is ${size(facts.limit)}`,
      hint: 'Load bulk data from a file of its own with op.copyFrom in a data revision (a .ts file).',
    });
  }
}

/**
 * A file that was to be written exists already, and is not overwritten.
 * @cause A name was chosen that is in use, or two commands wrote at the same time.
 * @repair Remove the file or choose another name.
 */
export class FileExistsError extends WorkspaceError<WorkspaceFile> {
  readonly code = 'file-exists';
  constructor(facts: WorkspaceFile) {
    super(facts, {
      message: `${facts.file}: exists already and is not overwritten`,
      hint: 'Remove it or choose another name.',
    });
  }
}

export interface RevisionFileReplaced extends WorkspaceFile {
  /** The revision that the file was a moment ago, and the one that it is now; absent when only its rows changed. */
  readonly expected: string;
  readonly found?: string;
}

/**
 * A file changed between the reading of its header and of the whole, or while its rows were being sent: then its
 * transaction is rolled back.
 * @cause Another program, such as git, changed the files of the workspace during the command.
 * @repair Run the command again when no other program is changing the files.
 */
export class RevisionFileReplacedError extends WorkspaceError<RevisionFileReplaced> {
  readonly code = 'revision-file-replaced';
  constructor(facts: RevisionFileReplaced) {
    super(facts, {
      message:
        facts.found === undefined
          ? `${facts.file}: was changed while revision ${facts.expected} was being run; it was rolled back`
          : `${facts.file}: was revision ${facts.expected} a moment ago and is ${facts.found} now`,
      hint: 'Run the command again when no other program is changing the files.',
    });
  }
}

export interface FileNotUtf8 extends ErrorPlace {
  /** What it seems to be: `UTF-16LE` …; null where that is not known. */
  readonly encoding: string | null;
}

/**
 * A text file is not UTF-8.
 * @cause An editor or a shell on Windows saved it as UTF-16 or in a code page such as Latin-1.
 * @repair Save the file as UTF-8, for example with iconv.
 */
export class FileNotUtf8Error extends RevisionFileError<FileNotUtf8> {
  readonly code = 'file-not-utf8';
  constructor(facts: FileNotUtf8) {
    const { encoding, file } = facts;
    super(facts, {
      problem: encoding === null ? 'the text is not UTF-8' : `the text is ${encoding}, not UTF-8`,
      hint: `Save the file as UTF-8: iconv -f ${encoding ?? 'latin1'} -t utf-8 ${file}`,
    });
  }
}
