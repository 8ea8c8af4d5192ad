import { randomId } from '../../../execute/backoff.ts';
import { bounded } from '../../../execute/bounded.ts';
import type { Tenant } from '../../../fleet/tenant.ts';
import type { TenantEnd } from '../../../ports/fleet/tenant-end.ts';
import { openEngine } from '../engine/open-engine.ts';
import { COUNTING, noteEnds, type RolloutRun } from './rollout-run.ts';

/** Why a wave ended before all of its tenants. */
export type WaveEnd = 'over' | 'spent' | 'pause' | 'lost' | 'stopped';

/**
 * At first, each tenant begins a moment after the one before it, so that a server does not get all connections at once.
 */
const SPREAD_MS = 20;

/**
 * Brings tenants to the target, several at the same time. Those that are already there, or are left out, are only
 * recorded. Once the budget is spent, the claim is lost or the run is stopped, no other tenant begins; the running ones
 * finish.
 */
export async function runWave(run: RolloutRun, ids: readonly string[]): Promise<WaveEnd> {
  const { bench, tools, found, held, budget, tally } = run;
  const { stop } = bench.runner;
  const open = ids.filter((id) => ['pending', 'running'].includes(run.rows.get(id)?.state ?? ''));
  const settled = settledEnds(run, new Set(open));
  await noteEnds(run, settled);
  for (const end of settled) {
    tally.ended(end);
    if (COUNTING.includes(end.state)) budget.carry(1);
  }
  const over = new Set(settled.map(({ tenant }) => tenant));
  const tenants = open.flatMap((id) => (over.has(id) ? [] : (found.tenants.get(id) ?? [])));
  const known = new Set(found.steps.map(({ revision }) => revision.id));
  const request = { bench, tools, aim: run.aim, known };
  const why = (): WaveEnd => {
    if (held.halted !== undefined) return held.halted;
    if (stop.level !== undefined) return 'stopped';
    return budget.spent === undefined ? 'over' : 'spent';
  };
  const mayBegin = () => why() === 'over';
  if (tenants.length === 0) return why();
  const engine = await openEngine(run, request, mayBegin);
  let [begun, hasEnded] = [0, false];
  const attempt = async (tenant: Tenant): Promise<void> => {
    begun += 1;
    if (!hasEnded) await spread(bench.ambient, begun);
    if (why() !== 'over') return;
    const end = await engine.run(tenant);
    hasEnded = true;
    if (end === undefined) return;
    if (end.state !== 'pending') budget.ended(COUNTING.includes(end.state));
    tally.ended(end);
  };
  tally.begin();
  const { perServer, total } = tools.settings.concurrency;
  // How many tenants workers have at the same time is up to their number.
  const pace = tools.settings.engine === 'local' ? { of: run.paceOf, now: () => performance.now() } : undefined;
  const bounds = { perServer, total, serverOf: tools.serverOf, mayBegin, pace };
  try {
    await bounded(tenants, bounds, attempt);
  } finally {
    await engine.close();
  }
  return why();
}

/** Outcomes that are known before any tenant begins. */
function settledEnds({ found }: RolloutRun, open: ReadonlySet<string>): readonly TenantEnd[] {
  const there = found.groups.filter(({ plan }) => plan.steps.length === 0);
  return [
    ...there.flatMap(({ plan, tenants }) =>
      tenants.flatMap((tenant): readonly TenantEnd[] =>
        open.has(tenant) ? [{ tenant, state: 'done', ran: 0, heads: plan.heads }] : [],
      ),
    ),
    // A tenant that could not be reached may be reachable now.
    ...found.leftOut.flatMap(({ tenant, state, code, error }): readonly TenantEnd[] =>
      open.has(tenant) && state !== 'unreachable'
        ? [{ tenant, state, ran: 0, heads: [], code: code ?? undefined, error }]
        : [],
    ),
  ];
}

async function spread(ambient: RolloutRun['bench']['ambient'], begun: number): Promise<void> {
  const part = Number.parseInt(randomId(ambient).slice(0, 4), 16) / 0xffff;
  await new Promise((resolve) => setTimeout(resolve, Math.min(begun, 8) * SPREAD_MS * part));
}
