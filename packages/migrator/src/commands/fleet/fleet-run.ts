import { FleetRefusedError, FleetStoppedError, FleetUnknownError } from '../../errors/fleet/fleet-errors.ts';
import type { FleetTools } from '../../ports/fleet/fleet-tools.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import { planLosses } from '../shared/consent/plan-losses.ts';
import type { FleetRunBench } from './fleet-bench.ts';
import { pendingOf } from './fleet-plan.ts';
import type { FleetRunResult } from './fleet-result.ts';
import { chooseRollout } from './rollout/choose-rollout.ts';
import { coordinate } from './rollout/coordinate.ts';
import { type FleetAim, type FleetTarget, fleetAim } from './survey/fleet-aim.ts';
import { type Survey, survey } from './survey/survey.ts';

export interface FleetRunOptions extends FleetTarget {
  readonly fleet: string;
  /** Stop after this wave, by its name, or its number from 1. */
  readonly wave?: string | undefined;
  /** Only these tenants, by their ids, whatever their wave. */
  readonly only?: readonly string[] | undefined;
}

/**
 * Brings the tenants of a fleet to the targets: continues the open rollout, or starts one. Before the first tenant, it
 * throws what would fail in every tenant; the outcomes of single tenants are in the result.
 */
export async function fleetRun(bench: FleetRunBench, options: FleetRunOptions): Promise<FleetRunResult> {
  try {
    return await runOnce(bench, options);
  } catch (error) {
    // The coordinator for which this one waited has finished the rollout: look again at what is left to do.
    if (error instanceof FleetStoppedError && error.facts.problem === 'over') return await runOnce(bench, options);
    throw error;
  }
}

async function runOnce(bench: FleetRunBench, options: FleetRunOptions): Promise<FleetRunResult> {
  const began = bench.ambient.now().getTime();
  const tools = await bench.fleet(options.fleet);
  if ((await bench.precautions(tools.target)) !== undefined) {
    throw new FleetRefusedError({ fleet: tools.name, problem: 'precautions' });
  }
  const last = lastWave(tools, options.wave);
  const aim = fleetAim(bench, tools, options);
  const found = await survey(bench, tools, aim);
  for (const id of options.only ?? []) requireTenant(tools, found, id);
  const rollout = await chooseRollout(bench, tools, aim, found);
  if (rollout === undefined) return nothing(tools, aim, found, bench.ambient.now().getTime() - began);
  await confirm(bench, tools, aim, found);
  return await coordinate(bench, { tools, aim, found, rollout, last, only: options.only ?? [], began });
}

function lastWave({ name, settings, source }: FleetTools, wave: string | undefined): number {
  const { waves } = settings;
  if (wave === undefined) return waves.length - 1;
  const byName = waves.findIndex((each) => each.name === wave);
  const number = byName >= 0 ? byName : /^[1-9]\d*$/.test(wave) ? Number(wave) - 1 : waves.length;
  if (number < waves.length) return number;
  const known = waves.map((each, index) => `${index + 1} (${each.name})`);
  throw new FleetUnknownError({ problem: 'wave', fleet: name, wave, known, file: source });
}

function requireTenant({ name, source }: FleetTools, { tenants }: Survey, tenant: string): void {
  if (tenants.has(tenant)) return;
  throw new FleetUnknownError({ problem: 'tenant', fleet: name, tenant, known: [...tenants.keys()], file: source });
}

async function confirm(bench: FleetRunBench, tools: FleetTools, aim: FleetAim, found: Survey): Promise<void> {
  const pending = pendingOf(found);
  if (pending === 0) return;
  const losses = [...new Set(found.groups.flatMap(({ plan }) => planLosses(aim.files, plan)))];
  const verb = aim.direction === 'upgrade' ? 'Apply' : 'Revert';
  const [steps, number] = [found.steps.length, `${pending} tenant${pending === 1 ? '' : 's'}`];
  const doing = `${verb} ${steps} revision${steps === 1 ? '' : 's'} in ${number} of ${tools.name}`;
  const protectedEnvironment = async () => tools.protectedEnvironment ?? (await bench.safety.protectedEnvironment());
  const safety = { ...bench.safety, protectedEnvironment };
  const { targets, direction } = aim;
  const declined = { asked: 'fleet-plan', fleet: tools.name, targets, down: direction === 'downgrade' } as const;
  await confirmLoss({ safety }, { doing, losses, declined, consent: found.hash });
}

function nothing(tools: FleetTools, aim: FleetAim, found: Survey, durationMs: number): FleetRunResult {
  return {
    fleet: tools.name,
    database: tools.target,
    direction: aim.direction,
    targets: aim.targets,
    ...{ outcome: 'done', why: null, rollout: null },
    tenants: found.tenants.size,
    states: { done: found.tenants.size },
    ...{ ran: 0, stragglers: [], durationMs },
  };
}
