import { createHash } from 'node:crypto';

/** The checksums that `_prisma_migrations` may have for one file: its own, and those that Prisma accepts as equal. */
export interface PrismaChecksums {
  readonly checksum: string;
  readonly sameText: readonly string[];
}

/**
 * SHA-256 of `migration.sql`, with its byte order mark if it has one. Prisma also accepts the text with other line
 * ends, and what its versions before 2.25 wrote, which lost the zero of every byte below 16.
 */
export function prismaChecksums(text: string): PrismaChecksums {
  const texts = [text, text.replaceAll('\r\n', '\n'), text.replaceAll('\n', '\r\n')];
  const digests = texts.map((each) => createHash('sha256').update(each).digest('hex'));
  return { checksum: digests[0] ?? '', sameText: [...new Set([...digests, ...digests.map(withoutZeros)])] };
}

function withoutZeros(digest: string): string {
  return digest.replace(/../g, (byte) => byte.replace(/^0/, ''));
}
