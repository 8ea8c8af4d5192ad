import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import type { ForeignHistory, ForeignRevision } from '../foreign-history.ts';
import type { ForeignLedger, LedgerProblem, LedgerRelation, LedgerRow, LedgerState } from '../foreign-ledger.ts';
import { gapsOf } from '../ledger/gaps-of.ts';

/**
 * The ledger of drizzle-orm's migrators: `hash` is the SHA-256 of the file, `created_at` the time in the journal or in
 * the name of the folder, `name` (1.x only) the folder. 0.x runs what is newer than the newest `created_at` and
 * compares no hash; here each row must be explained by one file.
 */
export function drizzleLedger(relation: LedgerRelation): ForeignLedger {
  const table = `${quoteIdentifier(relation.schema)}.${quoteIdentifier(relation.table)}`;
  return {
    relation,
    query: `select l.id::text as id, l.hash::text as hash, l.created_at::text as created_at, to_jsonb(l) ->> 'name' as name
from ${table} l order by l.id`,
    compare,
  };
}

function compare(rows: readonly LedgerRow[], history: ForeignHistory): LedgerState {
  const found = new Map<string, LedgerRow>();
  const problems: LedgerProblem[] = [];
  const isFree = ({ key }: ForeignRevision): boolean => !found.has(key);
  for (const row of rows) {
    const { revision, edited } = explain(row, history.revisions, isFree);
    if (revision === undefined) {
      problems.push({ problem: 'row-without-file', row: describe(row) });
      continue;
    }
    const { key, source } = revision;
    if (found.has(key)) problems.push({ problem: 'applied-twice', key, source });
    found.set(key, row);
    if (edited) problems.push({ problem: 'file-edited', key, source, applied: row.hash ?? '' });
  }
  const appliedKeys = history.revisions.flatMap(({ key }) => (found.has(key) ? [key] : []));
  return { appliedKeys, problems: [...problems, ...gapsOf(appliedKeys, history)] };
}

interface Explanation {
  readonly revision: ForeignRevision | undefined;
  /** Whether the file was edited after it ran. */
  readonly edited: boolean;
}

/**
 * By name where the ledger has one, otherwise by hash and time, by hash, by time: two files may have the same text or
 * the same time.
 */
function explain(
  row: LedgerRow,
  revisions: readonly ForeignRevision[],
  isFree: (revision: ForeignRevision) => boolean,
): Explanation {
  const hasHash = ({ checksum, sameText = [] }: ForeignRevision): boolean =>
    [checksum, ...sameText].includes(row.hash ?? '');
  const hasTime = (each: ForeignRevision): boolean => isTimeOf(row.created_at, each);
  if (row.name !== null && row.name !== undefined) {
    const named = revisions.find(({ key }) => key === row.name);
    return { revision: named, edited: named !== undefined && !hasHash(named) };
  }
  const alike = revisions.filter(hasHash);
  const exact = alike.filter(hasTime);
  const revision = exact.find(isFree) ?? exact[0] ?? alike.find(isFree) ?? alike[0];
  if (revision !== undefined) return { revision, edited: false };
  const timed = revisions.filter(hasTime);
  // If there are several, it is unknown which one was meant.
  return timed.length === 1 ? { revision: timed[0], edited: true } : { revision: undefined, edited: false };
}

/** To the second: when drizzle-kit 1.x converts a journal, the milliseconds are lost. */
function isTimeOf(createdAt: string | null | undefined, { createdAt: written }: ForeignRevision): boolean {
  if (createdAt === null || createdAt === undefined || written === undefined) return false;
  return Math.floor(Number(createdAt) / 1000) === Math.floor(Date.parse(written) / 1000);
}

function describe({ id, hash, created_at: at, name }: LedgerRow): string {
  const millis = Number(at);
  const time = at === null || Number.isNaN(new Date(millis).getTime()) ? 'at no time' : new Date(millis).toISOString();
  return `${id} (${name ?? hash?.slice(0, 12) ?? 'no hash'}, ${time})`;
}
