import { createHash } from 'node:crypto';

/**
 * Hash (128 bits, hex) over the files of the branches that a merge joins, whatever their order. What is below the
 * common ancestors is left out: every order begins with it, and a correction there must not make the proofs of all
 * later merges stale.
 */
export function filesHash(above: readonly string[], checksumOf: (id: string) => string): string {
  const hash = createHash('sha256');
  for (const id of [...above].sort()) hash.update(`${id} ${checksumOf(id)}\n`);
  return hash.digest('hex').slice(0, 32);
}
