import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Revision } from '../../../revision/revision.ts';
import type { SourceFile } from '../../../sql/source-place.ts';
import { type FileStamp, stampOf } from './file-stamp.ts';
import { entryJson, entryOf, type IndexEntry } from './index-entry.ts';

/** Counted up when headers say something else, so that a checkout of Braid itself forgets what it read before. */
const FORMAT = 1;

export interface FileIndexOptions {
  /** `.braid/cache/revisions.json`. It can be deleted at any time. */
  readonly path: string;
  /** What another version of Braid wrote does not count. */
  readonly toolVersion: string;
  /**
   * A file that changed so shortly before it was read is not remembered: it could change again within one tick of the
   * clock, with the same stamp. Default: 3 s, the tick of the coarsest file systems and one more.
   */
  readonly marginMs?: number;
  /** Fewer new entries are not worth the writing. Default 50. */
  readonly worthwhile?: number;
}

/** More would take more memory than time is worth. */
const MOST_FILES = 20_000;
const SECOND_NS = 1_000_000_000n;

/**
 * Headers and checksums of revision files by their stamps, so that a file which did not change is asked of the file
 * system and not read. An entry counts only for exactly the stamp that it was written with.
 */
export class FileIndex {
  readonly #options: FileIndexOptions;
  /** Before anything is read. Whatever changes later has a later stamp. */
  readonly #openedNs: bigint;
  #kept: Map<string, unknown> | undefined;
  readonly #entries = new Map<string, IndexEntry>();
  readonly #stamps = new Map<string, FileStamp>();
  #fresh = 0;

  constructor(options: FileIndexOptions) {
    this.#options = options;
    this.#openedNs = BigInt(Date.now() - (options.marginMs ?? 3_000)) * 1_000_000n;
  }

  /** The entry of a file, when the file is as it was. Whoever gets none reads it and says so to `note`. */
  look(path: string, source: SourceFile): IndexEntry | undefined {
    const { file } = source;
    const stamp = stampOf(path);
    const known = this.#entries.get(file) ?? entryOf(this.#all().get(file), source);
    this.#entries.delete(file);
    this.#stamps.delete(file);
    if (stamp === undefined) return undefined;
    this.#stamps.set(file, stamp);
    if (known?.stamp !== stamp.text || known.revision.slice !== source.slice) return undefined;
    this.#entries.set(file, known);
    return known;
  }

  /** What the last `look` found. */
  entry(file: string): IndexEntry | undefined {
    return this.#entries.get(file);
  }

  /** What was read of a file after `look`, which tells whether that may be remembered. */
  note(file: string, revision: Revision, checksum: string | undefined): void {
    const stamp = this.#stamps.get(file);
    if (stamp === undefined || stamp.changedNs >= this.#openedNs) return;
    this.#entries.set(file, { stamp: stamp.text, revision, ...(checksum === undefined ? {} : { checksum }) });
    this.#fresh += 1;
  }

  /** The entry turned out to be wrong. */
  forget(file: string): void {
    this.#all().delete(file);
    this.#entries.delete(file);
    this.#stamps.delete(file);
  }

  /** Writes what is known of the files that this process looked at, where the file system can be relied on. */
  save(): void {
    if (this.#fresh < (this.#options.worthwhile ?? 50) || this.#entries.size > MOST_FILES) return;
    this.#fresh = 0;
    const { path, toolVersion } = this.#options;
    const temporary = `${path}.${process.pid}`;
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(temporary, '');
      const device = reliableDevice(temporary);
      if (device === undefined) return;
      const files = [...this.#entries].filter(([file]) => this.#stamps.get(file)?.device === device);
      const json = files.map(([file, entry]) => [file, entryJson(entry)] as const);
      writeFileSync(temporary, JSON.stringify({ toolVersion, format: FORMAT, files: Object.fromEntries(json) }));
      renameSync(temporary, path);
    } catch {
      // A folder that cannot be written to costs time, nothing else.
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  #all(): Map<string, unknown> {
    this.#kept ??= readAll(this.#options);
    return this.#kept;
  }
}

function readAll({ path, toolVersion }: FileIndexOptions): Map<string, unknown> {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof content !== 'object' || content === null || !('files' in content)) return new Map();
    if (Reflect.get(content, 'toolVersion') !== toolVersion || Reflect.get(content, 'format') !== FORMAT) {
      return new Map();
    }
    return new Map(Object.entries(content.files ?? {}));
  } catch {
    return new Map();
  }
}

/**
 * The device of a file that was just made, when its file system tells of every change: one that gives the time of
 * change that a program asked for (FAT), or whose clock is another one, does not.
 */
function reliableDevice(path: string): bigint | undefined {
  utimesSync(path, 1_000_000_000, 1_000_000_000);
  const { dev, mtimeNs, ctimeNs } = lstatSync(path, { bigint: true });
  const aheadNs = ctimeNs - BigInt(Date.now()) * 1_000_000n;
  const isClockSame = aheadNs < SECOND_NS && aheadNs > -SECOND_NS;
  return mtimeNs === 1_000_000_000n * SECOND_NS && isClockSame ? dev : undefined;
}
