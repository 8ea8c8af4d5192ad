import type { FleetWave } from '../../fleet/fleet-settings.ts';
import type { LeftOut } from '../../fleet/plan/group-tenants.ts';
import { assignWaves } from '../../fleet/waves.ts';
import { summarize } from '../shared/revision-summary.ts';
import type { FleetBench } from './fleet-bench.ts';
import type { FleetGroup, FleetPlanResult, Straggler } from './fleet-result.ts';
import { type FleetTarget, fleetAim } from './survey/fleet-aim.ts';
import { type Survey, survey } from './survey/survey.ts';

export interface FleetPlanOptions extends FleetTarget {
  readonly fleet: string;
  /** Only these tenants, by their ids. */
  readonly only?: readonly string[] | undefined;
}

const EXAMPLES = 3;

/** What a run would do in the whole fleet. Changes nothing. */
export async function fleetPlan(bench: FleetBench, options: FleetPlanOptions): Promise<FleetPlanResult> {
  const tools = await bench.fleet(options.fleet);
  const aim = fleetAim(bench, tools, options);
  const found = await survey(bench, tools, aim, { only: options.only });
  return {
    fleet: tools.name,
    database: tools.target,
    direction: aim.direction,
    targets: aim.targets,
    hash: found.hash,
    waves: wavesOf(found, tools.settings.waves),
    ...whereTenantsAre(found),
  };
}

/** A survey for people. */
export function whereTenantsAre(found: Survey): Pick<FleetPlanResult, 'tenants' | 'pending' | 'groups' | 'leftOut'> {
  return {
    tenants: found.tenants.size,
    pending: pendingOf(found),
    groups: found.groups.map(groupOf),
    leftOut: found.leftOut.map(stragglerOf),
  };
}

/** Tenants that have something to run. */
export function pendingOf({ groups }: Pick<Survey, 'groups'>): number {
  return groups.reduce((sum, { plan, tenants }) => sum + (plan.steps.length > 0 ? tenants.length : 0), 0);
}

function wavesOf({ tenants }: Survey, waves: readonly FleetWave[]): FleetPlanResult['waves'] {
  const sizes = waves.map(() => 0);
  for (const wave of assignWaves([...tenants.values()], waves).values()) sizes[wave] = (sizes[wave] ?? 0) + 1;
  return waves.map(({ name, soakMs }, index) => ({ wave: name, tenants: sizes[index] ?? 0, soakMs }));
}

function groupOf({ plan, tenants }: Survey['groups'][number]): FleetGroup {
  return {
    heads: plan.headsBefore,
    tenants: tenants.length,
    examples: tenants.slice(0, EXAMPLES),
    revisions: plan.steps.map(({ revision }) => summarize(revision)),
    headsAfter: plan.heads,
  };
}

function stragglerOf({ tenant, state, code, error }: LeftOut): Straggler {
  return { tenant, state, code, error, attempts: 0 };
}
