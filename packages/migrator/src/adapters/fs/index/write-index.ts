import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { graphArrays } from '../../../graph/build/graph-arrays.ts';
import type { SourceFile } from '../../../sql/source-place.ts';
import { listRevisionFiles } from '../list-revision-files.ts';
import { graphIntegers } from './graph-integers.ts';
import { packIndex } from './index-bytes.ts';
import { type IndexPlace, indexKey, indexPath } from './index-place.ts';
import { keptTextIn, keptTextOf, sourcesIn } from './kept-text.ts';
import { deviceAndClock } from './local-device.ts';
import { readAll } from './read-all.ts';
import { readIndex } from './read-index.ts';
import { revisionsIn } from './revision-lines.ts';
import { seenMark } from './seen-mark.ts';
import { takeStamps } from './take-stamps.ts';

export interface IndexLimits {
  /**
   * A file that changed so shortly before it is read does not count. Default: 3 s, the tick of the coarsest file
   * systems and one more.
   */
  readonly marginMs?: number;
  /** Fewer files are read as quickly as an index. */
  readonly leastFiles?: number;
}

/** More would take more memory than time is worth. */
const MOST_FILES = 50_000;

/**
 * Reads all revision files and keeps what they say for later commands, where that is worth it. Never fails: a folder
 * that cannot be written to costs time, nothing else.
 */
export function writeIndex(place: IndexPlace, { marginMs = 3_000, leastFiles = 200 }: IndexLimits = {}): void {
  const path = indexPath(place);
  const temporary = `${path}.${process.pid}`;
  try {
    const sources = sourcesOf(place);
    if (sources.length < leastFiles || sources.length > MOST_FILES) return;
    mkdirSync(dirname(path), { recursive: true });
    // Made before any file is looked at: whatever changes later has a later time than this one.
    writeFileSync(temporary, '');
    const { device, clockMs } = deviceAndClock(temporary) ?? {};
    if (device === undefined || clockMs === undefined) return;
    const stamps = takeStamps(place.folder, sources, device, clockMs - marginMs);
    const mark = seenMark(place.folder, sources);
    const worth = worthOf(place, sources, stamps, mark);
    if (worth === 'nothing') return;
    writeFileSync(temporary, worth === 'mark' ? mark : indexOf(place, sources, device, stamps));
    renameSync(temporary, path);
  } catch {
    // A fault in a file is reported by the command that needs the file.
  } finally {
    remove(temporary);
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // There is no such folder.
  }
}

function sourcesOf({ folder, slices }: IndexPlace): readonly SourceFile[] {
  return slices.flatMap((slice) => {
    const { files, faults } = listRevisionFiles(folder, slice);
    const [fault] = faults;
    if (fault !== undefined) throw fault;
    return files.map((file) => ({ slice: slice.label, file }));
  });
}

/** A second time in the same files, and again when some of them have changed. */
function worthOf(
  place: IndexPlace,
  sources: readonly SourceFile[],
  stamps: Float64Array,
  mark: string,
): 'nothing' | 'mark' | 'index' {
  const most = stamps.filter((value) => !Number.isNaN(value)).length;
  if (most * 2 < stamps.length) return 'mark';
  const kept = readIndex(place);
  if (kept === undefined) return readText(indexPath(place)) === mark ? 'index' : 'mark';
  const same = kept.sameStamps(sources, stamps);
  if (same === most && kept.isListed()) return 'nothing';
  return same * 2 < stamps.length ? 'mark' : 'index';
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

function indexOf(place: IndexPlace, sources: readonly SourceFile[], device: number, stamps: Float64Array): Buffer {
  const { text, revisions, graph } = readAll(place, sources);
  const key = indexKey(place);
  const written = keptTextOf(key, text);
  const read = keptTextIn(written, key);
  // What cannot be read back as it was, as with a line break in the name of a file, is not written.
  const found = read === undefined ? undefined : revisionsIn(read.lines, sourcesIn(read.listings, place.slices));
  if (!isDeepStrictEqual([read, found], [text, revisions])) throw new RangeError('not as it was');
  const numbers = Float64Array.from([device, ...stamps]);
  return packIndex({ numbers, integers: graphIntegers(graphArrays(graph)), text: written });
}
