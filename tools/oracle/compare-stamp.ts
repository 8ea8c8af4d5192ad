import { lineage, planStamp, resolveAll } from './api.ts';
import type { Query } from './corpus.ts';
import { strings } from './fields.ts';
import type { Subject } from './operations.ts';
import { first, sameSet, type Verdict } from './same.ts';

/**
 * A stamp is right when the heads at its end are those of Alembic and what it records and forgets is the difference of the two
 * applied sets. Where Alembic crashed on its own rows, the heads must be canonical, hold every target (itself or below), keep
 * the rows of other lines and add nothing that was neither a row nor a target.
 */
export function compareStamp({ graph, canon }: Subject, { args, expect }: Query): () => Verdict {
  const current = strings(args.current, 'current');
  const targets = strings(args.target, 'target');
  const purge = args.purge === true;
  const plan = planStamp(graph, current, targets, { purge });
  return () => {
    const rows = purge ? [] : current.map((row) => canon.row(row));
    const before = canon.closure(rows);
    const after = canon.closure(plan.heads);
    const named = resolveAll(graph, targets).flatMap((revision) => (revision === null ? [] : [revision.id]));
    const missing = named.filter((id) => !after.has(id));
    const replaced = new Set(targets.flatMap((target) => lineage(graph, rows, target, { dependencies: true })));
    const lost = rows.filter((row) => !after.has(row) && !replaced.has(row));
    const foreign = plan.heads.filter((id) => !rows.includes(id) && !named.includes(id));
    return first(
      expect.error === undefined ? sameSet('final heads', plan.heads, strings(expect.heads, 'heads')) : undefined,
      sameSet('canonical heads', plan.heads, canon.rows(after)),
      missing.length > 0 ? `targets ${missing.join(', ')} are lost` : undefined,
      lost.length > 0 ? `rows ${lost.join(', ')} of other lines are lost` : undefined,
      foreign.length > 0 ? `heads ${foreign.join(', ')} are neither rows nor targets` : undefined,
      sameSet(
        'recorded',
        plan.added.map((revision) => revision.id),
        [...after].filter((id) => !before.has(id)),
      ),
      sameSet(
        'forgotten',
        plan.removed.map((revision) => revision.id),
        [...before].filter((id) => !after.has(id)),
      ),
    );
  };
}
