import { createHash } from 'node:crypto';

/** Hexadecimal digits of an id in a repository that uses SHA-256. */
const LONG = 64;

/**
 * The id that git gives to these bytes.
 *
 * @param like another id of the same repository
 */
export function blobId(bytes: Uint8Array, like = ''): string {
  const algorithm = like.length === LONG ? 'sha256' : 'sha1';
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
