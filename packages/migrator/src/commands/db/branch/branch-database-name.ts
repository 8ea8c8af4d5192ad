import { createHash } from 'node:crypto';

/** PostgreSQL truncates longer names, so two of them could become the same. */
const MOST_BYTES = 63;
const DIGITS = 10;
const BASE = 20;

/**
 * The database of a branch of git: `braid_feature_prices_3f2a90b1c4`. Branches may have any name: its readable part is
 * kept, and a hash of the whole name makes it unique. ASCII, and at most 63 bytes.
 *
 * @param base the database of the main branch
 */
export function branchDatabaseName(base: string, branch: string): string {
  // Unlike git, a file system may treat two encodings of é as the same name.
  const hash = createHash('sha256')
    .update(JSON.stringify([base, branch.normalize('NFC')]), 'utf8')
    .digest('hex')
    .slice(0, DIGITS);
  const start = slug(base).slice(0, BASE) || 'db';
  const readable = slug(branch).slice(0, MOST_BYTES - start.length - DIGITS - 2);
  return [start, readable, hash]
    .filter((part) => part !== '')
    .join('_')
    .replace(/_+/g, '_');
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}
