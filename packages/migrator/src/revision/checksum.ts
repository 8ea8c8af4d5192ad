import { createHash } from 'node:crypto';

/** SHA-256 (64 hex digits) of a file's text, the same whatever its line ends (CRLF or LF) and with or without a BOM. */
export function checksum(text: string): string {
  const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return createHash('sha256').update(withoutMark.replaceAll('\r\n', '\n'), 'utf8').digest('hex');
}
