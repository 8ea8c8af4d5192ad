import { type Dirent, readdirSync, realpathSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { FileUnreadableError, LinkOutsideWorkspaceError } from '../../errors/workspace/file-errors.ts';
import { FileUnwritableError } from '../../errors/workspace/file-system-errors.ts';
import { systemCode } from '../process/system-code.ts';

/** The root folder of a workspace, and the rule that nothing is read outside it. */
export class WorkspaceFolder {
  readonly root: string;
  readonly #realRoot: string;
  /** Folders that are known to be inside. */
  readonly #inside = new Set<string>();

  constructor(root: string) {
    this.root = resolve(root);
    this.#realRoot = reading(root, () => realpathSync.native(this.root));
  }

  /** The absolute path of `file`, which is relative to the root. */
  path(file: string): string {
    return file === '' ? this.root : `${this.root}/${file}`;
  }

  /** Throws unless `file`, after following every link on the way, is inside the workspace. */
  checkInside(file: string): void {
    const real = reading(file, () => realpathSync.native(this.path(file)));
    if (
      real === this.#realRoot ||
      real.startsWith(this.#realRoot.endsWith(sep) ? this.#realRoot : this.#realRoot + sep)
    )
      return;
    throw new LinkOutsideWorkspaceError({ file });
  }

  /**
   * `checkInside` for a file that is not a link itself: it is where its folder is, so the file system is asked once per
   * folder.
   */
  checkFolderInside(file: string): void {
    const folder = dirname(file);
    if (this.#inside.has(folder)) return;
    this.checkInside(file);
    this.#inside.add(folder);
  }

  /** The entries of a folder sorted by name; none when it does not exist. */
  entries(folder: string): readonly Dirent[] {
    try {
      return readdirSync(this.path(folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return [];
      throw new FileUnreadableError({ file: folder, systemCode: systemCode(error) ?? 'unknown' }, { cause: error });
    }
  }
}

/** Runs a file operation; a failure of the operating system becomes a `FileUnreadableError` that names `file`. */
export function reading<T>(file: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new FileUnreadableError({ file, systemCode: code }, { cause: error });
  }
}

/** The same for writing: a `FileUnwritableError`. */
export function writing(file: string, operation: () => void): void {
  try {
    operation();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new FileUnwritableError({ file, reason: code }, { cause: error });
  }
}
