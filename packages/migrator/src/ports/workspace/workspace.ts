import type { MigratorError } from '../../errors/migrator-error.ts';
import type { Revision } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Slice } from '../../revision/slice.ts';
import type { KnownFiles } from './kept/known-files.ts';

/** Reads slices and revision files. Synchronous on purpose: several times less CPU than promises at 10,000 files. */
export interface Workspace {
  readonly root: string;
  readonly slices: readonly Slice[];
  /** All headers, sorted by slice and file name. Throws the typed error of the first broken header. */
  readHeaders(): readonly Revision[];
  /**
   * From here on a file is read once: what `readHeaders` reads is what `checksumOf` and `readRevision` give, so that
   * what runs is what was planned. For commands that need most files whole; beyond a few megabytes files are read
   * again.
   */
  holdFiles?(): void;
  /**
   * Reads every file whole: all that is wrong in headers and bodies, not only the first fault; for `check`.
   *
   * @param isSound whether the body of a file with this checksum was found valid before: then only its header is parsed
   * @param known files that are not read if their bodies are valid
   */
  inspect(isSound?: (checksum: string) => boolean, known?: KnownFiles): Inspection;
  /** The checksum of a revision's file as it is now, without parsing it. */
  checksumOf(revision: Revision): string;
  /** The whole file of one revision. */
  readRevision(revision: Revision): RevisionFile;
}

/** What `inspect` found: the revisions whose headers could be read, and all faults. */
export interface Inspection {
  readonly revisions: readonly Revision[];
  readonly problems: readonly MigratorError[];
  /** By file: of what was read. */
  readonly checksums: ReadonlyMap<string, string>;
}
