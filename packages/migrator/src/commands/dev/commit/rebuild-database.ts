import { planUpgrade } from '../../../plan/plan-upgrade.ts';
import type { TableName } from '../../../ports/development/tables-with-rows.ts';
import { type MigrateBench, runPlan } from '../../shared/migrate.ts';
import { plannableHeads } from '../../shared/plan-from-state.ts';
import type { DevBench } from '../dev-session.ts';
import { withDrafts } from '../drafts/with-drafts.ts';
import type { RebuiltDatabase } from './commit-result.ts';
import { sameTables } from './same-tables.ts';

/**
 * Builds a second database from the revisions, copies the rows of tables that are the same in both, and gives it the
 * name of the first one, which keeps everything under another name. Throws what running revisions throws, and a
 * `DatabaseInUseError`; then nothing has changed.
 */
export async function rebuildDatabase(given: DevBench): Promise<RebuiltDatabase> {
  return await given.withRebuild(async (rebuild) => {
    const bench: MigrateBench = { ...withDrafts(given, []), database: async () => rebuild.database };
    await runPlan(bench, 'upgrade', (state) => {
      const graph = bench.graph();
      return planUpgrade(graph, plannableHeads(graph, state), 'heads');
    });
    const [{ catalog: built }, { catalog: live }] = [await rebuild.catalog(), await given.liveCatalog()];
    const filled = await given.tablesWithRows(await rebuild.tables());
    const copied = sameTables({ built, live, filled, references: await rebuild.references() });
    await rebuild.copy(copied);
    const kept = await rebuild.swap();
    const notCopied = filled.filter((table) => !copied.includes(table));
    return { kept, copied: copied.map(shown), notCopied: notCopied.map(shown) };
  });
}

function shown({ schema, name }: TableName): string {
  return `${schema}.${name}`;
}
