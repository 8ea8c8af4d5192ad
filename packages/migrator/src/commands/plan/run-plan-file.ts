import { UsageError } from '../../errors/usage/usage-error.ts';
import type { Direction } from '../../revision/revision.ts';
import { type MigrateBench, type MigrateResult, runPlan } from '../shared/migrate.ts';
import { plannableHeads } from '../shared/plan-from-state.ts';
import { watchedRun } from '../shared/watch/watched-run.ts';
import type { Workbench } from '../shared/workbench.ts';
import { checkDatabase, planFromFile, readAsPlanned } from './check-plan-file.ts';
import { readPlanFile } from './read-plan-file.ts';

/**
 * `upgrade --plan-file` and `downgrade --plan-file`: runs exactly what was planned, or refuses and names what changed,
 * before and again under the lease. Throws `PlanFileInvalidError` and `PlanChangedError` besides what a run throws.
 */
export async function runPlanFile(
  bench: MigrateBench & Pick<Workbench, 'documents'>,
  direction: Direction,
  path: string,
): Promise<MigrateResult> {
  return await watchedRun(bench, direction, (watched) => runPlanned(watched, direction, path));
}

async function runPlanned(
  bench: MigrateBench & Pick<Workbench, 'documents'>,
  direction: Direction,
  path: string,
): Promise<MigrateResult> {
  const planned = readPlanFile(bench.documents, path);
  if (planned.direction !== direction) {
    throw new UsageError({ problem: 'other-direction', file: path, direction: planned.direction });
  }
  const graph = bench.graph();
  const { workspace } = bench;
  const database = await bench.database();
  checkDatabase(planned, { display: database.target.display, ...(await database.readIdentity()) });
  return await runPlan(
    {
      ...bench,
      workspace: {
        ...workspace,
        readHeaders: () => workspace.readHeaders(),
        inspect: (isSound) => workspace.inspect(isSound),
        checksumOf: (revision) => workspace.checksumOf(revision),
        readRevision: (revision) => readAsPlanned(planned, direction, workspace.readRevision(revision)),
      },
    },
    direction,
    (state) => planFromFile(planned, graph, workspace, state, () => plannableHeads(graph, state)),
  );
}
