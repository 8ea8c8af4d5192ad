import { readdirSync } from 'node:fs';
import { graphFromArrays } from '../../../graph/build/graph-arrays.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { Slice } from '../../../revision/slice.ts';
import type { SourceFile } from '../../../sql/source-place.ts';
import { systemCode } from '../../process/system-code.ts';
import type { WorkspaceFolder } from '../workspace-folder.ts';
import { hasStamp, STAMP_LENGTH } from './file-stamp.ts';
import { graphArraysIn } from './graph-integers.ts';
import { type KeptText, listing, sourcesIn } from './kept-text.ts';
import { revisionsIn } from './revision-lines.ts';

/** What was kept, and of what. */
export interface KeptContent extends KeptText {
  readonly device: number;
  /** By file: see `hasStamp`. */
  readonly stamps: Float64Array;
  /** See `graphIntegers`. */
  readonly graph: Int32Array;
}

const CHECKSUM_LENGTH = 64;
/** So many files are asked for before others get their turn: half a millisecond. */
const FILES_AT_ONCE = 100;

/**
 * Revision files as an earlier command read them. Nothing of it counts before the file system was asked about each
 * file. Most of it is not even taken apart before it is asked for.
 */
export class KeptFiles {
  readonly #folder: WorkspaceFolder;
  readonly #slices: readonly Slice[];
  readonly #kept: KeptContent;
  #wereSame = false;
  #sources: readonly SourceFile[] | undefined;
  #revisions: readonly Revision[] | undefined;
  #graph: RevisionGraph | undefined;
  #places: ReadonlyMap<string, number> | undefined;

  constructor(folder: WorkspaceFolder, slices: readonly Slice[], kept: KeptContent) {
    this.#folder = folder;
    this.#slices = slices;
    this.#kept = kept;
  }

  /** Of a database in which all of the revisions are applied: see `digestOf`. */
  get digest(): string {
    return this.#kept.digest;
  }

  /** What such a database is at. */
  get heads(): readonly string[] {
    return this.#kept.heads;
  }

  /** The same in words. */
  get place(): string {
    return this.#kept.place;
  }

  get revisions(): readonly Revision[] {
    this.#revisions ??= revisionsIn(this.#kept.lines, this.#files);
    return this.#revisions;
  }

  /** Of all of the revisions. */
  get graph(): RevisionGraph {
    this.#graph ??= graphFromArrays(this.revisions, graphArraysIn(this.#kept.graph));
    return this.#graph;
  }

  /** Whether the folders have the same entries, and are still inside the workspace. */
  isListed(): boolean {
    return this.#slices.every(({ migrations }, at) => {
      const names = this.#kept.listings[at];
      try {
        if (listing(readdirSync(this.#folder.path(migrations)).sort()) !== names) return false;
        this.#folder.checkInside(migrations);
        return true;
      } catch (error) {
        // What is wrong is said where the files are read.
        return systemCode(error) === 'ENOENT' && names === '';
      }
    });
  }

  /** Whether there are the same files, and none of them has changed. */
  isUnchanged(): boolean {
    if (!this.isListed()) return false;
    for (const isSame of this.#compare()) if (!isSame) return false;
    return true;
  }

  /** The same for folders that are listed, a few files at a time: a connection can be opened meanwhile. */
  async areSame(): Promise<boolean> {
    for (const isSame of this.#compare()) {
      if (!isSame) return false;
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#wereSame = true;
    return true;
  }

  /** Whether {@link areSame} has said so. */
  get wereSame(): boolean {
    return this.#wereSame;
  }

  /** The revision of a file, if that has not changed. */
  look(file: string): Revision | undefined {
    const at = this.#placeOf(file);
    return at !== undefined && this.#isSame(at, file) ? this.revisions[at] : undefined;
  }

  /** Of the file as it was. */
  checksumOf(file: string): string | undefined {
    const at = this.#placeOf(file);
    if (at === undefined) return undefined;
    return this.#kept.checksums.slice(at * CHECKSUM_LENGTH, (at + 1) * CHECKSUM_LENGTH);
  }

  /** How many of these numbers are as they were kept. */
  sameStamps(sources: readonly SourceFile[], stamps: Float64Array): number {
    let same = 0;
    sources.forEach(({ file }, source) => {
      const at = (this.#placeOf(file) ?? Number.NaN) * STAMP_LENGTH;
      for (let i = 0; i < STAMP_LENGTH; i++) {
        if (stamps[source * STAMP_LENGTH + i] === this.#kept.stamps[at + i]) same += 1;
      }
    });
    return same;
  }

  get #files(): readonly SourceFile[] {
    this.#sources ??= sourcesIn(this.#kept.listings, this.#slices);
    return this.#sources;
  }

  #placeOf(file: string): number | undefined {
    this.#places ??= new Map(this.#files.map((source, at) => [source.file, at]));
    return this.#places.get(file);
  }

  *#compare(): Generator<boolean> {
    const files = this.#files;
    for (let at = 0; at < files.length; at++) {
      if (!this.#isSame(at, files[at]?.file ?? '')) yield false;
      else if (at % FILES_AT_ONCE === FILES_AT_ONCE - 1) yield true;
    }
  }

  #isSame(at: number, file: string): boolean {
    const { device, stamps } = this.#kept;
    return hasStamp(this.#folder.path(file), device, stamps, at * STAMP_LENGTH);
  }
}
