const POLYNOMIAL = 0xedb88320;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/**
 * Flyway's checksum of a file, as its table has it: CRC-32 of the lines without their ends and without a byte order
 * mark, as a signed number of 32 bits.
 */
export function flywayChecksum(text: string): number {
  const lines = text.replace(/^\uFEFF/, '').replace(/\r\n|\r|\n/g, '');
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(lines)) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return ~crc;
}
