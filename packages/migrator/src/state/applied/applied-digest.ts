import { hash } from 'node:crypto';

/** What is applied, in few bytes. */
export interface AppliedDigest {
  /** Of the applied revisions and the checksums of their files: see {@link digestOf}. */
  readonly digest: string;
  /** How many revisions were begun and are not finished, batches in the background among them. */
  readonly begun: number;
}

/** SHA-256 (64 hex digits) of ids and checksums, in the order of the ids' bytes. */
export function digestOf(rows: Iterable<{ readonly revision: string; readonly checksum: string }>): string {
  const lines = Array.from(rows, ({ revision, checksum }) => `${revision} ${checksum}`);
  return hash('sha256', lines.sort().join('\n'));
}
