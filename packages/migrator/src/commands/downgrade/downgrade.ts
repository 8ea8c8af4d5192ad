import { planDowngrade } from '../../plan/plan-downgrade.ts';
import { planTargets } from '../../plan/plan-targets.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { type MigrateBench, type MigrateResult, migrate } from '../shared/migrate.ts';

export interface DowngradeOptions {
  /** `base`, `-1`, an id, `events@-1` … */
  readonly target: string;
  readonly slice?: string | undefined;
  /** Only report what would run. */
  readonly plan?: boolean;
}

/**
 * Reverts everything that is applied above the target, newest first, including revisions of other slices that depend on
 * it.
 */
export async function downgrade(bench: MigrateBench, options: DowngradeOptions): Promise<MigrateResult> {
  const slice = knownSlice(bench.workspace, options.slice);
  const [target = options.target] = slice === undefined ? [options.target] : planTargets([options.target], [slice]);
  return await migrate(bench, {
    direction: 'downgrade',
    targets: [target],
    planOnly: options.plan === true,
    makePlan: (graph, current) => planDowngrade(graph, current, target),
  });
}
