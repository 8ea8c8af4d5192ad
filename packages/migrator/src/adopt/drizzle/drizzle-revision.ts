import { createHash } from 'node:crypto';
import type { ForeignFile, ForeignRevision } from '../foreign-history.ts';
import type { LedgerRelation } from '../foreign-ledger.ts';
import { drizzleSql } from './drizzle-sql.ts';

export interface DrizzleMigration {
  readonly key: string;
  readonly file: ForeignFile;
  /** Milliseconds since 1970, UTC: `created_at` in the ledger. */
  readonly when: number;
  readonly parents: readonly string[];
}

/** A migration as a revision. The ledger has the SHA-256 of the whole file. */
export function drizzleRevision(
  { key, file, when, parents }: DrizzleMigration,
  ledger: LedgerRelation,
): ForeignRevision {
  const { sql, removed, transaction } = drizzleSql(file, new Set([ledger.table]));
  const unix = file.text.replaceAll('\r\n', '\n');
  return {
    key,
    message: messageOf(key),
    createdAt: new Date(when).toISOString().replace(/\.\d+Z$/, 'Z'),
    parents,
    dependsOn: [],
    labels: [],
    upgrade: { kind: 'sql', sql, ...(transaction === undefined ? {} : { transaction }) },
    removed,
    source: file.path,
    checksum: sha256(file.text),
    sameText: [sha256(unix), sha256(unix.replaceAll('\n', '\r\n'))],
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** `0003_late_hulk` is `late hulk`. */
function messageOf(key: string): string {
  return key.replace(/^\d+_/, '').replaceAll('_', ' ').trim() || key;
}
