import { FleetRefusedError } from '../../../errors/fleet/fleet-errors.ts';
import type { PreparedStep } from '../../../execute/prepared-step.ts';
import { aimOf } from '../../../fleet/plan/plan-hash.ts';
import { tenantRevisions } from '../../../fleet/plan/tenant-revisions.ts';
import { buildGraph } from '../../../graph/build/build-graph.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { Plan } from '../../../plan/plan.ts';
import { planDowngrade } from '../../../plan/plan-downgrade.ts';
import { planUpgrade } from '../../../plan/plan-upgrade.ts';
import type { FleetTools } from '../../../ports/fleet/fleet-tools.ts';
import type { Workspace } from '../../../ports/workspace/workspace.ts';
import type { Direction } from '../../../revision/revision.ts';
import type { DatabaseState } from '../../../state/database-state.ts';
import { plannableHeads } from '../../shared/plan-from-state.ts';
import type { Workbench } from '../../shared/workbench.ts';
import { heldWorkspace } from './held-workspace.ts';

/** The target of all tenants. */
export interface FleetTarget {
  readonly direction: Direction;
  readonly targets: readonly string[];
}

/** The same for every tenant, so made once. */
export interface FleetAim extends FleetTarget {
  /** The graph of the tenants' revisions. */
  readonly graph: RevisionGraph;
  readonly files: Pick<Workspace, 'readHeaders' | 'readRevision' | 'checksumOf'>;
  /** The steps that run in them, each prepared once. */
  readonly prepared: Map<string, PreparedStep>;
  /** Ids of shared revisions that must be applied. */
  readonly shared: readonly string[];
  /** See `aimOf`. */
  readonly hash: string;
  /** Throws what planning throws. */
  planFrom(state: DatabaseState): Plan;
}

/** Relative targets are counted from where a tenant is, so after an interruption finished steps would run once more. */
const RELATIVE = /(^|@)[+-]\d+$|^[^@:]+[+-]\d+$/;

/**
 * The aim of a run. Throws a `FleetRefusedError` for a relative target and for a fleet without slices, and what
 * building the graph throws.
 */
export function fleetAim(
  bench: Pick<Workbench, 'workspace' | 'graph'>,
  { name, settings }: Pick<FleetTools, 'name' | 'settings'>,
  { direction, targets }: FleetTarget,
): FleetAim {
  const relative = targets.find((target) => RELATIVE.test(target));
  if (relative !== undefined) throw new FleetRefusedError({ fleet: name, problem: 'relative', target: relative });
  const files = heldWorkspace(bench.workspace);
  const whole = bench.graph();
  const shared = bench.workspace.slices.filter(({ scope }) => scope === 'shared').map(({ label }) => label);
  const slices = settings.slices ?? bench.workspace.slices.map(({ label }) => label);
  const own = slices.filter((label) => !shared.includes(label));
  if (own.length === 0) throw new FleetRefusedError({ fleet: name, problem: 'no-slices' });
  const found = tenantRevisions(whole, new Set(own), new Set(shared));
  const graph = buildGraph(found.revisions);
  // A target that does not exist fails here, not in each tenant.
  makePlan(graph, direction === 'upgrade' ? [] : graph.effectiveHeads, { direction, targets });
  const plans = new Map<string, Plan>();
  return {
    ...{ direction, targets, graph, files, shared: found.shared, prepared: new Map() },
    hash: aimOf(direction, targets, graph.revisions, files.checksumOf),
    planFrom(state) {
      const heads = plannableHeads(graph, state);
      const key = heads.join(' ');
      const plan = plans.get(key) ?? makePlan(graph, heads, { direction, targets });
      plans.set(key, plan);
      return plan;
    },
  };
}

function makePlan(graph: RevisionGraph, heads: readonly string[], { direction, targets }: FleetTarget): Plan {
  if (direction === 'upgrade') return planUpgrade(graph, heads, targets.length > 0 ? targets : ['heads']);
  return planDowngrade(graph, heads, targets[0] ?? '');
}
