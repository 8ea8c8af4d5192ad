import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import type { ForeignHistory } from '../foreign-history.ts';
import type { ForeignLedger, LedgerProblem, LedgerRelation, LedgerState } from '../foreign-ledger.ts';

/**
 * Alembic's table: one row for each revision that is applied and has no applied child. Everything before a row is
 * applied as well, through parents and dependencies.
 */
export function alembicLedger(relation: Partial<LedgerRelation> = {}): ForeignLedger {
  const { schema = 'public', table = 'alembic_version' } = relation;
  return {
    relation: { schema, table },
    query: `select version_num::text as version_num from ${quoteIdentifier(schema)}.${quoteIdentifier(table)} order by 1`,
    compare: (rows, history) =>
      compareHeads(
        rows.map((row) => row.version_num ?? ''),
        history,
      ),
  };
}

function compareHeads(heads: readonly string[], history: ForeignHistory): LedgerState {
  const byKey = new Map(history.revisions.map((revision) => [revision.key, revision]));
  const problems: LedgerProblem[] = [];
  const applied = new Set<string>();
  const pending = [...heads];
  for (const head of heads) {
    if (!byKey.has(head)) problems.push({ problem: 'row-without-file', row: head });
  }
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    const revision = byKey.get(key);
    if (revision === undefined || applied.has(key)) continue;
    applied.add(key);
    pending.push(...revision.parents, ...revision.dependsOn);
  }
  const appliedKeys = history.revisions.flatMap(({ key }) => (applied.has(key) ? [key] : []));
  return { appliedKeys, problems };
}
