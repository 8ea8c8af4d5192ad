import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import type { ForeignHistory } from '../foreign-history.ts';
import type { ForeignLedger, LedgerProblem, LedgerRelation, LedgerRow, LedgerState } from '../foreign-ledger.ts';
import { gapsOf } from '../ledger/gaps-of.ts';
import { PRISMA_TABLE } from './read-prisma.ts';

/**
 * Prisma's table. A migration may have several rows: attempts that were rolled back (`prisma migrate resolve
 * --rolled-back`), and the one that finished. A row without `finished_at` and `rolled_back_at` is a failure, or is
 * running. Baselines (`--applied`) are rows with no steps.
 */
export function prismaLedger(relation: Partial<LedgerRelation> = {}): ForeignLedger {
  const { schema = 'public', table = PRISMA_TABLE } = relation;
  return {
    relation: { schema, table },
    query: `select migration_name::text as name, checksum::text as checksum, started_at::text as started,
finished_at::text as finished, rolled_back_at::text as rolled_back
from ${quoteIdentifier(schema)}.${quoteIdentifier(table)} order by started_at, id`,
    compare,
  };
}

function compare(rows: readonly LedgerRow[], history: ForeignHistory): LedgerState {
  const byKey = new Map(history.revisions.map((revision) => [revision.key, revision]));
  const problems: LedgerProblem[] = [];
  const applied = new Set<string>();
  for (const { name, checksum, started, finished, rolled_back: rolledBack } of rows) {
    const key = name ?? '';
    if (isSet(rolledBack)) continue;
    const revision = byKey.get(key);
    if (!isSet(finished)) problems.push({ problem: 'failed', key, said: `it began at ${started} and never finished` });
    else if (revision === undefined) problems.push({ problem: 'row-without-file', row: key });
    else {
      const { source, sameText = [] } = revision;
      if (applied.has(key)) problems.push({ problem: 'applied-twice', key, source });
      applied.add(key);
      if (!sameText.includes(checksum ?? '')) {
        problems.push({ problem: 'file-edited', key, source, applied: checksum ?? '' });
      }
    }
  }
  const appliedKeys = history.revisions.flatMap(({ key }) => (applied.has(key) ? [key] : []));
  return { appliedKeys, problems: [...problems, ...gapsOf(appliedKeys, history)] };
}

function isSet(value: string | null | undefined): boolean {
  return value !== null && value !== undefined;
}
