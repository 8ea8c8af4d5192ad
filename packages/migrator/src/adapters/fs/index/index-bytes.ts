import { isAscii } from 'node:buffer';
import { crc32 } from 'node:zlib';

/** What an index file holds, in three pieces. */
export interface IndexContent {
  readonly numbers: Float64Array;
  readonly integers: Int32Array;
  readonly text: string;
}

/** Of the file format. */
const MAGIC = 0x31_78_64_62;
/** Magic, checksum, and the sizes of the pieces, as 32-bit integers; a multiple of eight bytes. */
const HEADER_BYTES = 32;
/** Magic and checksum are not part of what the checksum is of. */
const UNCHECKED_BYTES = 8;

/** The bytes of an index file, as this machine orders them. */
export function packIndex({ numbers, integers, text }: IndexContent): Buffer {
  const encoded = Buffer.from(text, 'utf8');
  const ascii = isAscii(encoded) ? 1 : 0;
  const header = new Uint32Array(HEADER_BYTES / 4);
  header.set([MAGIC, 0, numbers.length, integers.length, encoded.length, ascii]);
  const bytes = Buffer.concat([bytesOf(header), bytesOf(numbers), bytesOf(integers), encoded]);
  header[1] = crc32(bytes.subarray(UNCHECKED_BYTES));
  bytesOf(header).copy(bytes);
  return bytes;
}

/**
 * What {@link packIndex} packed; `undefined` for bytes that were cut off or damaged.
 *
 * @param bytes alone in their memory
 */
export function unpackIndex(bytes: Uint8Array<ArrayBuffer>): IndexContent | undefined {
  if (bytes.byteOffset !== 0 || bytes.length < HEADER_BYTES) return undefined;
  const [magic, checksum, numberCount = 0, integerCount = 0, textBytes = 0, ascii] = new Uint32Array(
    bytes.buffer,
    0,
    6,
  );
  const integersAt = HEADER_BYTES + 8 * numberCount;
  const textAt = integersAt + 4 * integerCount;
  if (magic !== MAGIC || bytes.length !== textAt + textBytes) return undefined;
  if (crc32(bytes.subarray(UNCHECKED_BYTES)) !== checksum) return undefined;
  return {
    numbers: new Float64Array(bytes.buffer, HEADER_BYTES, numberCount),
    integers: new Int32Array(bytes.buffer, integersAt, integerCount),
    text: Buffer.from(bytes.buffer, textAt, textBytes).toString(ascii === 1 ? 'latin1' : 'utf8'),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Float64Array | Int32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
