import { MigratorError } from '../../errors/migrator-error.ts';
import { FileTooLargeError, RevisionFileReplacedError } from '../../errors/workspace/file-errors.ts';
import { type DuplicateSlice, DuplicateSliceError } from '../../errors/workspace/slice-errors.ts';
import type { KnownFiles } from '../../ports/workspace/kept/known-files.ts';
import type { Inspection, Workspace } from '../../ports/workspace/workspace.ts';
import { checksumOfBytes } from '../../revision/checksum.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import type { Revision } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Slice } from '../../revision/slice.ts';
import type { SourceFile } from '../../sql/source-place.ts';
import { decodeText } from './decode-text.ts';
import { HeaderReader } from './header-reader.ts';
import { HeldFiles } from './held-files.ts';
import { checksumOfLarge, readLargeRevision } from './large/read-large-revision.ts';
import { listRevisionFiles } from './list-revision-files.ts';
import { type LargeBytes, MAX_REVISION_BYTES, openBytes } from './read-bytes.ts';
import { findSliceFolders } from './slices/find-slice-folders.ts';
import { lostSlices } from './slices/lost-slices.ts';
import { readSlice } from './slices/read-slice.ts';
import { reading, WorkspaceFolder } from './workspace-folder.ts';

export const DEFAULT_SLICE_GLOBS: readonly string[] = ['features/*', 'packages/*'];

export interface WorkspaceOptions {
  /** Folders to look for `slice.json` in, relative to the root; `*` matches one folder name. */
  readonly sliceGlobs?: readonly string[];
  /** A copy with the slices only: other folders that globs name may be missing. */
  readonly isCopy?: boolean;
}

/**
 * The slices and revision files below `root`. Throws a `WorkspaceError` when a slice is broken; revision files are read
 * later.
 */
export function openWorkspace(root: string, options: WorkspaceOptions = {}): Workspace {
  const folder = new WorkspaceFolder(root);
  const globs = options.sliceGlobs ?? DEFAULT_SLICE_GLOBS;
  const slices = findSliceFolders(folder, globs)
    .map((sliceFolder) => readSlice(folder, sliceFolder))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  checkDuplicates(slices, 'label', (slice) => slice.label);
  checkDuplicates(slices, 'migrations folder', (slice) => slice.migrations);
  return new FileSystemWorkspace(folder, slices, () =>
    lostSlices(folder, globs, options.sliceGlobs !== undefined && options.isCopy !== true),
  );
}

function checkDuplicates(
  slices: readonly Slice[],
  what: DuplicateSlice['what'],
  keyOf: (slice: Slice) => string,
): void {
  const seen = new Map<string, Slice>();
  for (const slice of slices) {
    const other = seen.get(keyOf(slice));
    if (other !== undefined) {
      throw new DuplicateSliceError({
        file: `${slice.folder}/slice.json`,
        other: `${other.folder}/slice.json`,
        what,
        value: keyOf(slice),
      });
    }
    seen.set(keyOf(slice), slice);
  }
}

class FileSystemWorkspace implements Workspace {
  readonly root: string;
  readonly slices: readonly Slice[];
  readonly #folder: WorkspaceFolder;
  readonly #lost: () => readonly MigratorError[];
  #held: HeldFiles | undefined;

  constructor(folder: WorkspaceFolder, slices: readonly Slice[], lost: () => readonly MigratorError[]) {
    this.#folder = folder;
    this.root = folder.root;
    this.slices = slices;
    this.#lost = lost;
  }

  holdFiles(): void {
    this.#held ??= new HeldFiles(this.#folder);
  }

  readHeaders(): readonly Revision[] {
    const reader = new HeaderReader(this.#folder);
    const revisions: Revision[] = [];
    for (const slice of this.slices) {
      const { files, faults } = listRevisionFiles(this.#folder, slice);
      const [fault] = faults;
      if (fault !== undefined) throw fault;
      for (const file of files) {
        const source = { slice: slice.label, file };
        const bytes = this.#held?.read(file);
        revisions.push(bytes === undefined ? reader.read(source) : reader.parse(bytes, source));
      }
    }
    return revisions;
  }

  inspect(isSound: (checksum: string) => boolean = () => false, known?: KnownFiles): Inspection {
    const reader = new HeaderReader(this.#folder);
    const revisions: Revision[] = [];
    const problems: MigratorError[] = [...this.#lost()];
    const checksums = new Map<string, string>();
    const parse = (source: SourceFile): Revision => {
      const found = known?.look(source.file);
      if (found !== undefined && isSound(found.checksum)) {
        checksums.set(source.file, found.checksum);
        return found.revision;
      }
      const bytes = openBytes(this.#folder, source.file);
      if (!Buffer.isBuffer(bytes)) {
        const { revision, checksum } = parseLarge(bytes, source);
        checksums.set(source.file, checksum);
        return revision;
      }
      const checksum = checksumOfBytes(bytes);
      checksums.set(source.file, checksum);
      const revision = isSound(checksum) ? reader.parse(bytes, source) : parseWhole(bytes, source).revision;
      known?.saw({ revision, checksum }, bytes);
      return revision;
    };
    for (const slice of this.slices) {
      collecting(problems, () => {
        const { files, faults, strays } = listRevisionFiles(this.#folder, slice);
        problems.push(...faults, ...strays);
        for (const file of files) {
          const source = { slice: slice.label, file };
          const whole = collecting(problems, () => parse(source));
          // A fault in the body leaves the graph complete: the header is read on its own.
          const revision = whole ?? collecting([], () => reader.read(source));
          if (revision !== undefined) revisions.push(revision);
        }
      });
    }
    known?.keep();
    return { revisions, problems, checksums };
  }

  readRevision(revision: Revision): RevisionFile {
    const bytes = this.#held?.get(revision.file) ?? openBytes(this.#folder, revision.file);
    const file = Buffer.isBuffer(bytes) ? parseWhole(bytes, revision) : parseLarge(bytes, revision);
    if (file.revision.id === revision.id) return file;
    throw new RevisionFileReplacedError({
      file: revision.file,
      expected: revision.id,
      found: file.revision.id,
    });
  }

  checksumOf(revision: Revision): string {
    const bytes = this.#held?.get(revision.file) ?? openBytes(this.#folder, revision.file);
    if (Buffer.isBuffer(bytes)) return checksumOfBytes(bytes);
    return reading(revision.file, () => checksumOfLarge(bytes.path, revision));
  }
}

function parseWhole(bytes: Buffer, { slice, file }: SourceFile): RevisionFile {
  const source = { slice, file };
  return parseRevisionFile(decodeText(bytes, source), source);
}

/** A merge is proven and rewritten as a whole, so it must fit into memory. */
function parseLarge({ path, size }: LargeBytes, { slice, file }: SourceFile): RevisionFile {
  const found = reading(file, () => readLargeRevision(path, { slice, file }));
  if (found.revision.revises.length < 2) return found;
  throw new FileTooLargeError({ file, bytes: size, limit: MAX_REVISION_BYTES });
}

/** The result, or `undefined` after a typed failure, which is added to `problems`. */
function collecting<T>(problems: MigratorError[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    problems.push(error);
    return undefined;
  }
}
