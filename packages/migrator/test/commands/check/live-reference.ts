import { onTestFinished } from 'vitest';
import { openRevisionFiles } from '../../../src/adapters/fs/revision-files.ts';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import { openPgDatabase } from '../../../src/adapters/pg/pg-database.ts';
import { readLiveCatalog } from '../../../src/adapters/scratch/read-live-catalog.ts';
import { checkDatabase, type DriftOptions } from '../../../src/commands/check/check-database.ts';
import { databaseFindings } from '../../../src/commands/check/database-findings.ts';
import { upgrade } from '../../../src/commands/upgrade/upgrade.ts';
import { defaultRunnerOptions } from '../../../src/execute/runner-options.ts';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import { DEFAULT_HEALTH } from '../../../src/health/health-settings.ts';
import { DEFAULT_LINT } from '../../../src/lint/lint-settings.ts';
import { WORKSPACE } from '../../features/reference-history.ts';
import { proofTools } from '../../proof/proof-kit.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { noPrecautions } from '../../support/no-precautions.ts';

/** The reference workspace on a real database, of another server than the run's own where `url` names one, brought up by the runner. */
export async function liveReference(targets: readonly string[], url?: string) {
  const database = await freshDatabase(url);
  const tools = proofTools(WORKSPACE);
  const workspace = openWorkspace(WORKSPACE);
  const graph = buildGraph(workspace.readHeaders());
  const connected = openPgDatabase({ url: database.url, source: 'test', toolVersion: 'test' });
  onTestFinished(async () => {
    await connected.close();
    await tools.close();
  });
  const bench = {
    ...{ workspace, files: openRevisionFiles(WORKSPACE), ambient: tools.ambient, graph: () => graph },
    settings: {
      stateSchema: 'braid',
      driftIgnore: [],
      mergeSlice: undefined,
      rehearseMasks: [],
      health: DEFAULT_HEALTH,
      lint: DEFAULT_LINT,
      fileName: {},
    },
    database: async () => connected,
    reach: async () => 'local' as const,
    proofs: async () => tools,
    liveCatalog: () => readLiveCatalog({ url: database.url, source: 'test' }),
    runner: { ...tools, options: defaultRunnerOptions, runs: 'test', onEvent: () => {} },
    ...noPrecautions,
    safety: { protectedEnvironment: async () => undefined, yes: false, command: 'test' },
  };
  if (targets.length > 0) await upgrade(bench, { targets });
  return {
    database,
    check: (options?: DriftOptions) => checkDatabase(bench, options),
    findings: (...only: readonly string[]) => databaseFindings(bench, new Set(only)),
  };
}
