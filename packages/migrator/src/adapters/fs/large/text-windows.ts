import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { NulCharacterError } from '../../../errors/files/sql-errors.ts';
import { FileNotUtf8Error } from '../../../errors/workspace/file-errors.ts';
import type { SourceFile } from '../../../sql/source-place.ts';

/** How much of a file is in memory at a time. */
export const WINDOW_BYTES = 2 ** 20;
const LINE_FEED = 10;

export interface TextWindow {
  readonly text: string;
  /**
   * The same text as bytes of the file, except for a character that is cut at either end; valid until the next window.
   */
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/**
 * The bytes `start` to `end` of a file as text, without a BOM, about a megabyte at a time. Throws a `FileNotUtf8Error`
 * or a `NulCharacterError` that names the line.
 */
export function* textWindows(
  path: string,
  source: SourceFile,
  start = 0,
  end = Number.POSITIVE_INFINITY,
  size = WINDOW_BYTES,
): Generator<TextWindow, void, undefined> {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(size);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for (let at = start, line = 1; ; ) {
      const length = fill(descriptor, buffer, at, Math.min(size, end - at));
      const bytes = buffer.subarray(0, length);
      at += length;
      const isLast = length < size || at >= end;
      const nul = bytes.indexOf(0);
      if (nul >= 0) throw new NulCharacterError({ ...source, ...placeIn(bytes, nul, line) });
      yield { text: decode(decoder, bytes, isLast, { ...source, line, column: 1 }), bytes, isLast };
      if (isLast) return;
      line += countLines(bytes);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Reads until the buffer has that many bytes, or the file ends. */
function fill(descriptor: number, buffer: Buffer, at: number, wanted: number): number {
  let length = 0;
  while (length < wanted) {
    const read = readSync(descriptor, buffer, length, wanted - length, at + length);
    if (read === 0) break;
    length += read;
  }
  return length;
}

function decode(
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Buffer,
  isLast: boolean,
  place: ConstructorParameters<typeof NulCharacterError>[0],
): string {
  try {
    return decoder.decode(bytes, { stream: !isLast });
  } catch {
    throw new FileNotUtf8Error({ ...place, line: place.line + badLine(bytes), encoding: null });
  }
}

/** The number of lines before the first one that is not UTF-8; the text may begin within a character. */
function badLine(bytes: Buffer): number {
  let start = bytes.findIndex((byte) => byte < 0x80 || byte >= 0xc0);
  for (let line = 0; ; line += 1) {
    const next = bytes.indexOf(LINE_FEED, start) + 1;
    if (next === 0 || !isUtf8(bytes.subarray(start, next))) return line;
    start = next;
  }
}

function placeIn(bytes: Buffer, at: number, line: number): { readonly line: number; readonly column: number } {
  const before = bytes.subarray(0, at);
  const lineStart = before.lastIndexOf(LINE_FEED) + 1;
  return { line: line + countLines(before), column: before.subarray(lineStart).toString('utf8').length + 1 };
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}
