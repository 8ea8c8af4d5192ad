import { FleetStoppedError } from '../../../errors/fleet/fleet-errors.ts';
import { InterruptedError } from '../../../errors/run/interrupted-error.ts';
import { LeaseBusyError, LeaseLostError } from '../../../errors/run/lease-errors.ts';
import { randomId } from '../../../execute/backoff.ts';
import { pauseUntilStopped } from '../../../execute/pause-until-stopped.ts';
import { ErrorBudget } from '../../../fleet/error-budget.ts';
import { type Rollout, type RolloutTenant, STRAGGLING, type TenantState } from '../../../fleet/rollout.ts';
import { ServerPace } from '../../../fleet/server-pace.ts';
import { assignWaves } from '../../../fleet/waves.ts';
import type { FleetTools } from '../../../ports/fleet/fleet-tools.ts';
import type { RolloutClaim } from '../../../ports/fleet/rollout-claim.ts';
import type { FleetRunBench } from '../fleet-bench.ts';
import type { FleetRunResult } from '../fleet-result.ts';
import type { FleetAim } from '../survey/fleet-aim.ts';
import type { Survey } from '../survey/survey.ts';
import { holdClaim } from './held-claim.ts';
import { COUNTING, noteEnds, type RolloutRun } from './rollout-run.ts';
import { endOfPart, type RolloutEnd, runRollout } from './run-rollout.ts';
import { runWave } from './run-wave.ts';
import { Tally } from './tally.ts';

export interface CoordinateRequest {
  readonly tools: FleetTools;
  readonly aim: FleetAim;
  readonly found: Survey;
  readonly rollout: Rollout;
  readonly last: number;
  readonly only: readonly string[];
  /** When the command began. */
  readonly began: number;
}

/** The time between two attempts to get the claim. */
const POLL_MS = 500;

/**
 * Runs a rollout as its only coordinator. Tenants that a dead coordinator left open run again; the state of each tenant
 * says what is left to do.
 */
export async function coordinate(bench: FleetRunBench, request: CoordinateRequest): Promise<FleetRunResult> {
  const { tools, aim, found, rollout, last, only } = request;
  const { store, settings, name } = tools;
  const claim = await claimed(bench, tools, rollout);
  const held = holdClaim(store, claim);
  let end: RolloutEnd = { outcome: 'stopped' };
  try {
    await addTenants(bench, tools, found, rollout);
    const rows = await readRows(tools, found, claim);
    const budget = new ErrorBudget(settings.budget, found.tenants.size);
    const states = [...rows.values()].map(({ state }) => state);
    budget.carry(states.filter((state) => COUNTING.includes(state)).length);
    const over = states.filter((state) => state !== 'pending' && state !== 'running').length;
    const tally = new Tally(name, rows.size, over, bench.runner.onEvent, bench.ambient);
    const paceOf = pacesOf(settings.concurrency.perServer);
    const run: RolloutRun = { bench, tools, aim, found, rollout, held, budget, tally, paceOf, rows };
    await leaveGone(run);
    end = only.length > 0 ? await runSome(run, only) : await runRollout(run, last);
    if (end.outcome === 'lost') throw new LeaseLostError({ target: tools.target.display });
    if (end.outcome === 'stopped') {
      throw new InterruptedError({ during: 'run', done: tally.progress.done, of: tally.progress.of });
    }
    return result(run, end, end.outcome, bench.ambient.now().getTime() - request.began);
  } finally {
    held.stop();
    const { state, why } = end;
    await store.release(claim, state === undefined ? undefined : { state, why });
  }
}

function pacesOf(perServer: number): RolloutRun['paceOf'] {
  const paces = new Map<string, ServerPace>();
  return (server) => {
    const pace = paces.get(server) ?? new ServerPace(perServer);
    paces.set(server, pace);
    return pace;
  };
}

/** Waits for a working coordinator, at most as long as for a lease. Throws a `LeaseBusyError`. */
async function claimed(bench: FleetRunBench, { store, name }: FleetTools, rollout: Rollout): Promise<RolloutClaim> {
  const { runner, ambient } = bench;
  const { host, pid } = runner.identity;
  const request = { runId: randomId(ambient), host, pid, runs: runner.runs, durationMs: runner.options.leaseMs };
  const began = ambient.now().getTime();
  let told = '';
  for (;;) {
    const answer = await store.claim(rollout.id, request);
    if (answer.granted) {
      const { takenOverFrom } = answer;
      if (takenOverFrom !== undefined) runner.onEvent({ type: 'fleet-taken-over', fleet: name, from: takenOverFrom });
      return answer.claim;
    }
    const waitedMs = ambient.now().getTime() - began;
    const { holder } = answer;
    if (holder.runId === '') await requireOpen(store, name, rollout);
    if (runner.stop.level !== undefined) throw new InterruptedError({ during: 'run', done: 0, of: 0 });
    if (waitedMs >= runner.options.leaseWaitMs) throw new LeaseBusyError({ ...holder, waitedMs });
    if (told !== holder.runId) runner.onEvent({ type: 'waiting-for-lease', holder, waitedMs });
    told = holder.runId;
    await pauseUntilStopped(runner, POLL_MS);
  }
}

/** No coordinator holds the claim, and yet it cannot be taken: the rollout was paused, or superseded by another one. */
async function requireOpen({ newest }: FleetTools['store'], fleet: string, { id }: Rollout): Promise<void> {
  const now = await newest(fleet);
  if (now?.id === id && now.state === 'open') return;
  const isOver = now?.id === id && now.state === 'done';
  const problem = isOver ? 'over' : now?.id === id && now.state === 'paused' ? 'paused' : 'not-open';
  throw new FleetStoppedError({ fleet, problem, why: now?.why ?? null });
}

/** Adds tenants that the source names and the ledger does not have; reports them unless the rollout is new. */
async function addTenants(
  { runner }: FleetRunBench,
  { store, settings, name }: FleetTools,
  { tenants }: Survey,
  rollout: Rollout,
): Promise<void> {
  const known = new Set((await store.tenants(rollout.id)).map(({ tenant }) => tenant));
  const added = [...tenants.keys()].filter((id) => !known.has(id));
  if (added.length === 0) return;
  const waves = assignWaves([...tenants.values()], settings.waves);
  await store.add(
    rollout.id,
    added.map((tenant) => ({ tenant, wave: waves.get(tenant) ?? 0 })),
  );
  if (known.size > 0) runner.onEvent({ type: 'fleet-changed', fleet: name, added, gone: [] });
}

/**
 * The tenants of the ledger. A tenant that was done and is behind now, or was gone and is named by the source again, is
 * set back to pending.
 */
async function readRows(
  { store }: FleetTools,
  { groups, tenants }: Survey,
  claim: RolloutClaim,
): Promise<Map<string, RolloutTenant>> {
  const rows = await store.tenants(claim.rollout);
  const behind = new Set(groups.flatMap(({ plan, tenants: some }) => (plan.steps.length === 0 ? [] : some)));
  const again = rows.flatMap(({ tenant, state }) =>
    (state === 'done' && behind.has(tenant)) || (state === 'gone' && tenants.has(tenant)) ? [tenant] : [],
  );
  if (again.length > 0) await store.reopen(claim, again);
  const isAgain = new Set(again);
  return new Map(rows.map((row) => [row.tenant, isAgain.has(row.tenant) ? { ...row, state: 'pending' } : row]));
}

/** Marks tenants that the source no longer names. */
async function leaveGone(run: RolloutRun): Promise<void> {
  const { rows, found, tools, bench } = run;
  const gone = [...rows.values()].filter(({ tenant, state }) => state !== 'gone' && !found.tenants.has(tenant));
  if (gone.length === 0) return;
  const error = 'the source no longer names it';
  const left = gone.filter(({ state }) => state !== 'done');
  await noteEnds(
    run,
    left.map(({ tenant }) => ({ tenant, state: 'gone' as const, ran: 0, heads: [], error })),
  );
  const names = gone.map(({ tenant }) => tenant);
  bench.runner.onEvent({ type: 'fleet-changed', fleet: tools.name, added: [], gone: names });
}

/** The rollout stays open for the other tenants. */
async function runSome(run: RolloutRun, only: readonly string[]): Promise<RolloutEnd> {
  const end = await runWave(run, only);
  if (end === 'over') return endOfPart(run, only);
  if (end === 'spent') return { outcome: 'spent', state: 'spent', why: run.budget.spent };
  return end === 'pause' ? { outcome: 'paused', state: 'paused' } : { outcome: end };
}

function result(
  { tools, aim, rollout, rows, tally, found }: RolloutRun,
  { why }: RolloutEnd,
  outcome: FleetRunResult['outcome'],
  durationMs: number,
): FleetRunResult {
  const states: Partial<Record<TenantState, number>> = {};
  for (const { state } of rows.values()) states[state] = (states[state] ?? 0) + 1;
  const stragglers = [...rows.values()].filter(({ state }) => STRAGGLING.includes(state));
  return {
    fleet: tools.name,
    database: tools.target,
    ...{ direction: aim.direction, targets: aim.targets, outcome, why: why ?? null, rollout: rollout.id },
    ...{ tenants: found.tenants.size, states, ran: tally.ran },
    stragglers: stragglers.map(({ tenant, state, code, error, attempts }) => ({
      ...{ tenant, state, attempts },
      code: code ?? null,
      error: error ?? null,
    })),
    durationMs,
  };
}
