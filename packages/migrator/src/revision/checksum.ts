import { hash } from 'node:crypto';

const CARRIAGE_RETURN = 13;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** SHA-256 (64 hex digits) of a file's text, the same whatever its line ends (CRLF or LF) and with or without a BOM. */
export function checksum(text: string): string {
  const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return hash('sha256', withoutMark.replaceAll('\r\n', '\n'), 'hex');
}

/** `checksum` of the text that these UTF-8 bytes are, without decoding them where they are in normal form already. */
export function checksumOfBytes(bytes: Uint8Array): string {
  const marked = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
  if (marked || bytes.includes(CARRIAGE_RETURN)) return checksum(new TextDecoder().decode(bytes));
  return hash('sha256', bytes, 'hex');
}
