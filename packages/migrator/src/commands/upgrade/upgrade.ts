import { planTargets } from '../../plan/plan-targets.ts';
import { planUpgrade } from '../../plan/plan-upgrade.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { type MigrateBench, type MigrateResult, migrate } from '../shared/migrate.ts';

export interface UpgradeOptions {
  /** Symbols; none means `heads`, or the slice's head with `slice`. */
  readonly targets?: readonly string[];
  readonly slice?: string | undefined;
  /** Only say what would run. */
  readonly plan?: boolean;
  /** Register batches that may run in the background, and leave them to `batches`. */
  readonly detach?: boolean;
}

/** Applies all revisions that the targets need and the database has not. Nothing to do is a result, not an error. */
export async function upgrade(bench: MigrateBench, options: UpgradeOptions = {}): Promise<MigrateResult> {
  const slice = knownSlice(bench.workspace, options.slice);
  const given = options.targets ?? [];
  const targets = slice === undefined ? (given.length > 0 ? given : ['heads']) : planTargets(given, [slice]);
  return await migrate(options.detach === true ? detached(bench) : bench, {
    direction: 'upgrade',
    targets,
    planOnly: options.plan === true,
    makePlan: (graph, current) => planUpgrade(graph, current, targets),
  });
}

function detached(bench: MigrateBench): MigrateBench {
  return { ...bench, runner: { ...bench.runner, detach: true } };
}
