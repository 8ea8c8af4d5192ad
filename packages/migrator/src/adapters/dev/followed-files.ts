import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { systemCode } from '../process/system-code.ts';
import { entriesOf } from './draft-folder.ts';

/** Folders of files that tools write. */
const NEVER = new Set(['node_modules', 'dist', 'build', 'coverage']);
/** No schema file is this large; a dump in the folder should not be read again and again. */
const MOST_BYTES = 4 * 2 ** 20;

interface Known {
  readonly stamp: string;
  readonly hash: string;
}

/** The watched files and their contents. */
export class FollowedFiles {
  readonly #root: string;
  readonly #known = new Map<string, Known>();
  #paths: readonly string[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  follow(paths: readonly string[]): void {
    this.#paths = paths;
  }

  /** Absolute paths of the folders in which a file may change or appear. */
  folders(): readonly string[] {
    return [...new Set(this.#paths.flatMap((path) => this.#foldersOf(join(this.#root, path))))].sort();
  }

  /** A line for each file: its path and the hash of its contents. */
  look(): string {
    const files = new Set(this.#paths.flatMap((path) => this.#filesOf(join(this.#root, path))));
    return [...files]
      .sort()
      .map((file) => `${relative(this.#root, file)} ${this.#hashOf(file)}`)
      .join('\n');
  }

  #foldersOf(path: string): readonly string[] {
    return isFolder(path) ? foldersBelow(path) : [dirname(path)];
  }

  #filesOf(path: string): readonly string[] {
    if (!isFolder(path)) return [path];
    return foldersBelow(path).flatMap((folder) =>
      entriesOf(folder).flatMap((entry) => (entry.isFile() && isMeant(entry.name) ? [join(folder, entry.name)] : [])),
    );
  }

  #hashOf(file: string): string {
    try {
      const { size, mtimeNs, ctimeNs, ino } = statSync(file, { bigint: true });
      const stamp = `${size} ${mtimeNs} ${ctimeNs} ${ino}`;
      const known = this.#known.get(file);
      if (known?.stamp === stamp) return known.hash;
      const hash = size > MOST_BYTES ? stamp : createHash('sha256').update(readFileSync(file)).digest('hex');
      this.#known.set(file, { stamp, hash });
      return hash;
    } catch (error) {
      // While an editor saves by renaming, the file is missing for a moment.
      if (systemCode(error) === undefined) throw error;
      this.#known.delete(file);
      return '-';
    }
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function foldersBelow(folder: string): string[] {
  const inner = entriesOf(folder).filter(
    (entry) => entry.isDirectory() && isMeant(entry.name) && !NEVER.has(entry.name),
  );
  return [folder, ...inner.flatMap(({ name }) => foldersBelow(join(folder, name)))];
}

/** Schemas may read `.env` files; swap files of editors and half-written files do not count. */
function isMeant(name: string): boolean {
  return (!name.startsWith('.') || name.startsWith('.env')) && !name.endsWith('~');
}
