import { type ErrorPlace, quoteForMessage, RevisionFileError } from '../files/revision-file-error.ts';
import { UntypedError } from '../untyped-error.ts';

/** The base of failures with the files and folders of a workspace; `file` is relative to its root, with `/`. */
export abstract class WorkspaceError extends UntypedError {
  constructor(file: string, problem: string, hint: string, options: { cause?: unknown; slice?: string } = {}) {
    const slice = options.slice === undefined ? {} : { slice: options.slice };
    super(`${file}: ${problem}`, { facts: { ...slice, file }, hint, cause: options.cause });
  }
}

/** A `slice.json` that is no JSON, has unknown or missing keys, or paths that lead out of the slice. */
export class SliceManifestError extends WorkspaceError {
  readonly code = 'slice-manifest-invalid';
}

/** Two slices have the same label or the same migrations folder. */
export class DuplicateSliceError extends WorkspaceError {
  readonly code = 'slice-duplicate';
  constructor(file: string, other: string, what: string) {
    super(file, `${what} is that of ${other}, too`, `Change it in ${file} or in ${other}.`);
  }
}

/** A glob for slices that is absolute, leads out of the workspace, or has more than `*`. */
export class SliceGlobError extends WorkspaceError {
  readonly code = 'slice-glob-invalid';
  constructor(glob: string, problem: string) {
    super(
      quoteForMessage(glob),
      problem,
      'Write globs as folders relative to the workspace root: "features/*", "packages/*/db".',
    );
  }
}

/** A symbolic link that leads out of the workspace. */
export class LinkOutsideWorkspaceError extends WorkspaceError {
  readonly code = 'link-outside-workspace';
  constructor(file: string) {
    super(
      file,
      'is a link out of the workspace',
      'Put the file itself there: a clone elsewhere has no target for the link.',
    );
  }
}

/** A folder, pipe or device with the name of a revision file. */
export class NotARegularFileError extends WorkspaceError {
  readonly code = 'not-a-regular-file';
  constructor(file: string) {
    super(file, 'is no regular file', 'Rename or remove it: in a migrations folder that name is a revision.');
  }
}

/** A folder, pipe or device where a file was named. */
export class NotAFileError extends WorkspaceError {
  readonly code = 'not-a-file';
  constructor(file: string) {
    super(file, 'is no file', 'Name a file.');
  }
}

/** A file in a migrations folder that looks like a revision and would silently not be one. */
export class StrayFileError extends WorkspaceError {
  readonly code = 'stray-file';
  constructor(file: string) {
    const hint = 'Name it *.sql or *.ts in lower case, directly in the migrations folder, or move it elsewhere.';
    super(file, 'is not read as a revision', hint);
  }
}

/** A file that the operating system does not let us read. */
export class FileUnreadableError extends WorkspaceError {
  readonly code = 'file-unreadable';
  constructor(file: string, systemCode: string, cause: unknown) {
    const [problem, hint] = READ_FAILURES[systemCode] ?? [
      `cannot be read (${systemCode})`,
      'Look at the file and its disk.',
    ];
    super(file, problem, hint.replaceAll('%s', file), { cause });
  }
}

const READ_FAILURES: Readonly<Record<string, readonly [problem: string, hint: string]>> = {
  EACCES: ['cannot be read: permission denied', 'Let your user read it: chmod u+r %s (and u+rx on its folders).'],
  EPERM: ['cannot be read: permission denied', 'Let your user read it: chmod u+r %s (and u+rx on its folders).'],
  ENOENT: ['does not exist', 'Restore it: git checkout -- %s'],
  ENOTDIR: ['is no folder', 'Make it a folder, or change "migrations" in slice.json.'],
  ELOOP: ['is a link to itself', 'Replace the link by the file.'],
};

/** A revision file above the limit. */
export class FileTooLargeError extends WorkspaceError {
  readonly code = 'file-too-large';
  constructor(file: string, bytes: number, limit: number) {
    const size = (value: number): string => `${(value / 2 ** 20).toFixed(1)} MiB`;
    const hint = 'Load bulk data from a file of its own in a data revision (a .ts file with upgrade and downgrade).';
    super(file, `is ${size(bytes)} large; the limit is ${size(limit)}`, hint);
  }
}

/** A file that was to be written exists already. */
export class FileExistsError extends WorkspaceError {
  readonly code = 'file-exists';
  constructor(file: string) {
    super(file, 'exists already and is not overwritten', 'Remove it or choose another name.');
  }
}

/** A file changed between the reading of its header and of the whole. */
export class RevisionFileReplacedError extends WorkspaceError {
  readonly code = 'revision-file-replaced';
  constructor(file: string, expected: string, found: string) {
    super(
      file,
      `was revision ${expected} a moment ago and is ${found} now`,
      'Run the command again when nobody changes the files.',
    );
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
