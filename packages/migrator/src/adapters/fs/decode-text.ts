import { isUtf8 } from 'node:buffer';
import { NulCharacterError } from '../../errors/files/sql-errors.ts';
import { FileNotUtf8Error } from '../../errors/workspace/file-errors.ts';
import type { SourceFile } from '../../sql/source-place.ts';

const LINE_FEED = 10;

/** The text of a file's bytes. Throws a `FileNotUtf8Error` or `NulCharacterError` that names the line. */
export function decodeText(bytes: Buffer, source: SourceFile): string {
  const utf16 = utf16Mark(bytes);
  if (utf16 !== undefined) throw new FileNotUtf8Error({ ...source, line: 1, column: 1, encoding: utf16 });
  const nul = bytes.indexOf(0);
  if (!isUtf8(bytes)) {
    for (let start = 0, line = 1; start < bytes.length; line++) {
      const lineBreak = bytes.indexOf(LINE_FEED, start);
      const next = lineBreak < 0 ? bytes.length : lineBreak + 1;
      if (!isUtf8(bytes.subarray(start, next))) {
        throw new FileNotUtf8Error({ ...source, line, column: 1, encoding: null });
      }
      start = next;
    }
  }
  const text = bytes.toString('utf8');
  if (nul < 0) return text;
  const before = bytes.subarray(0, nul).toString('utf8').split('\n');
  const place = { ...source, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  throw new NulCharacterError(place);
}

function utf16Mark(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16LE';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE';
  return undefined;
}
