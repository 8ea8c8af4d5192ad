import { closeSync, constants, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { unpackIndex } from './index-bytes.ts';
import { type IndexPlace, indexKey, indexPath } from './index-place.ts';
import { KeptFiles } from './kept-files.ts';
import { keptTextIn } from './kept-text.ts';
import { isLocal } from './local-device.ts';

/** 100,000 revisions take less. */
const MOST_BYTES = 2 ** 27;

/** What is kept of the revision files; `undefined` if that is nothing, of another workspace, or cannot be relied on. */
export function readIndex(place: IndexPlace): KeptFiles | undefined {
  const path = indexPath(place);
  // Small workspaces have none, and to look costs less than to make an error.
  if (!existsSync(path)) return undefined;
  try {
    const read = readWhole(path);
    const content = read === undefined ? undefined : unpackIndex(read.bytes);
    if (read === undefined || content === undefined) return undefined;
    const text = keptTextIn(content.text, indexKey(place));
    const [device] = content.numbers;
    if (text === undefined || device === undefined || read.device !== device || !isLocal(path)) return undefined;
    const stamps = content.numbers.subarray(1);
    return new KeptFiles(place.folder, place.slices, { ...text, device, stamps, graph: content.integers });
  } catch {
    // Whatever is wrong with it, the files are there.
    return undefined;
  }
}

function readWhole(path: string): { readonly bytes: Uint8Array<ArrayBuffer>; readonly device: number } | undefined {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size, dev } = fstatSync(descriptor);
    if (size > MOST_BYTES) return undefined;
    const bytes = new Uint8Array(size);
    return readSync(descriptor, bytes, 0, size, 0) === size ? { bytes, device: dev } : undefined;
  } finally {
    closeSync(descriptor);
  }
}
