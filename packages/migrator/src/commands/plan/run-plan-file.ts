import { UsageError } from '../../errors/workspace/usage-errors.ts';
import type { Direction } from '../../revision/revision.ts';
import type { RunContext } from '../shared/context.ts';
import { type MigrateResult, runPlan } from '../shared/migrate.ts';
import type { OfflineContext } from '../shared/offline/offline-context.ts';
import { plannableHeads } from '../shared/plan-from-state.ts';
import { checkDatabase, planFromFile, readAsPlanned } from './check-plan-file.ts';
import { readPlanFile } from './read-plan-file.ts';

/**
 * `upgrade --plan-file` and `downgrade --plan-file`: runs exactly what was planned, or refuses and names what changed, before and again under the lease.
 * Throws `PlanFileInvalidError` and `PlanChangedError` besides what a run throws.
 */
export async function runPlanFile(
  context: RunContext & Pick<OfflineContext, 'documents'>,
  direction: Direction,
  path: string,
): Promise<MigrateResult> {
  const planned = readPlanFile(context.documents, path);
  if (planned.direction !== direction) {
    throw new UsageError(
      `${path} is the plan of ${planned.direction === 'upgrade' ? 'an upgrade' : 'a downgrade'}.`,
      `migrate ${planned.direction} --plan-file ${path}`,
    );
  }
  const graph = context.graph();
  const { workspace } = context;
  const database = await context.database();
  checkDatabase(planned, { display: database.target.display, ...(await database.readIdentity()) });
  return await runPlan(
    {
      ...context,
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
