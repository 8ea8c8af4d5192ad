import { MigratorError } from '../../errors/migrator-error.ts';
import { openBytes } from './read-bytes.ts';
import type { WorkspaceFolder } from './workspace-folder.ts';

/** The limit for all files in memory, in bytes: some 50,000 revisions of the usual size. */
const MOST_BYTES = 32 * 2 ** 20;
/** The limit for one file, in bytes. Larger ones are few, and their header is at the beginning. */
const LARGEST_BYTES = 16 * 1024;

/** The contents of small files, kept in memory. */
export class HeldFiles {
  readonly #folder: WorkspaceFolder;
  readonly #held = new Map<string, Buffer>();
  #bytes = 0;

  constructor(folder: WorkspaceFolder) {
    this.#folder = folder;
  }

  /** Reads a file again and keeps it in memory; `undefined` for one that is not kept, for whatever reason. */
  read(file: string): Buffer | undefined {
    this.#bytes -= this.#held.get(file)?.length ?? 0;
    this.#held.delete(file);
    if (this.#bytes > MOST_BYTES) return undefined;
    const bytes = this.#open(file);
    if (bytes === undefined || bytes.length > LARGEST_BYTES) return undefined;
    this.#held.set(file, bytes);
    this.#bytes += bytes.length;
    return bytes;
  }

  /** As it was last read. */
  get(file: string): Buffer | undefined {
    return this.#held.get(file);
  }

  /** What is wrong with a file is reported when it is read in the usual way. */
  #open(file: string): Buffer | undefined {
    try {
      const bytes = openBytes(this.#folder, file);
      return Buffer.isBuffer(bytes) ? bytes : undefined;
    } catch (error) {
      if (error instanceof MigratorError) return undefined;
      throw error;
    }
  }
}
