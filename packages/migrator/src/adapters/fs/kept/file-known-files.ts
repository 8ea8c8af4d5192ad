import { readFileSync } from 'node:fs';
import type { KnownFile, KnownFiles } from '../../../ports/workspace/kept/known-files.ts';
import { readHeader } from '../../../revision/header/header.ts';
import type { Slice } from '../../../revision/slice.ts';
import { decodeText } from '../decode-text.ts';
import { saysMore } from '../index/revision-lines.ts';
import { blobId } from './blob-id.ts';
import { type KeptHeader, KeptHeaders, packHeaders, unpackHeaders } from './kept-headers.ts';
import { writeWhole } from './write-whole.ts';

/** Counted up when headers are read otherwise, so that a checkout of Braid itself forgets what it has read before. */
const FORMAT = 1;

/** Whose headers are kept, and where. */
export interface KnownFilesPlace {
  readonly file: string;
  readonly slices: readonly Slice[];
  readonly toolVersion: string;
  /** Fewer are read as quickly. */
  readonly leastFiles?: number;
}

/**
 * Headers and checksums by the ids that git gives to contents, in one file (`.braid/cache/headers`).
 *
 * @param blobs by file: the id of what it holds. Those that are missing are read
 */
export function fileKnownFiles(
  { file, slices, toolVersion, leastFiles = 200 }: KnownFilesPlace,
  blobs: ReadonlyMap<string, string>,
): KnownFiles {
  const key = JSON.stringify([FORMAT, toolVersion, slices.map(({ label, migrations }) => [label, migrations])]);
  const [like] = blobs.values();
  /** What was read, and the numbers of what was kept. */
  const seen: (KeptHeader | number)[] = [];
  let isNew = false;
  let kept: KeptHeaders | undefined;
  const placeOf = (name: string): number | undefined => {
    kept ??= readHeaders(file, key);
    return kept.placeOf(name);
  };
  return {
    look(name) {
      const blob = blobs.get(name);
      const at = blob === undefined ? undefined : placeOf(name);
      if (blob === undefined || at === undefined || kept?.isBlob(at, blob) !== true) return undefined;
      seen.push(at);
      return kept.known(at);
    },
    saw(found, bytes) {
      const { file: name } = found.revision;
      const at = placeOf(name);
      const isKept = (blob: string): boolean => at !== undefined && kept?.isBlob(at, blob) === true;
      const wanted = blobs.get(name);
      const isSame = at !== undefined && kept?.isChecksum(at, found.checksum) === true;
      const blob = isSame && (wanted === undefined || isKept(wanted)) ? undefined : blobId(bytes, like);
      if (at !== undefined && (blob === undefined || isKept(blob))) seen.push(at);
      else if (blob !== undefined) {
        isNew = true;
        seen.push({ ...found, blob, header: headerOf(found, bytes) });
      }
    },
    keep() {
      if (!isNew || seen.length < leastFiles) return;
      const headers = new Map<string, KeptHeader>();
      for (const each of seen) {
        const header = typeof each === 'number' ? kept?.header(each) : each;
        if (header !== undefined) headers.set(header.revision.file, header);
      }
      const bytes = packHeaders(key, [...headers.values()]);
      if (bytes !== undefined) writeWhole(file, bytes);
    },
  };
}

/** Of no file where none are kept. */
function readHeaders(file: string, key: string): KeptHeaders {
  try {
    // In memory of its own, as `unpackHeaders` needs it.
    return unpackHeaders(key, new Uint8Array(readFileSync(file))) ?? new KeptHeaders([]);
  } catch {
    // There is none yet, or it cannot be read.
    return new KeptHeaders([]);
  }
}

function headerOf({ revision }: KnownFile, bytes: Uint8Array): string {
  if (!saysMore(revision)) return '';
  const text = decodeText(Buffer.from(bytes), revision).replace(/^\uFEFF/, '');
  return text.slice(0, readHeader(text, revision).end);
}
