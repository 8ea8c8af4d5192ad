import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { openWorkspace } from '../adapters/fs/workspace.ts';
import { findWorkspaceRoot } from '../adapters/fs/workspace-root.ts';
import type { RunContext } from '../commands/context.ts';
import type { DbContext } from '../commands/db.ts';
import type { DataRevisionRunner } from '../execute/run-migrations.ts';
import type { RunnerListener } from '../execute/runner-event.ts';
import type { StopSignal } from '../execute/stop-signal.ts';
import { buildGraph } from '../graph/build-graph.ts';
import type { RevisionGraph } from '../graph/revision-graph.ts';
import type { MigrationDatabase } from '../ports.ts';
import { chooseDatabase } from './choose-database.ts';
import { embeddedControl } from './embedded-control.ts';
import { type LoadedConfig, loadConfig } from './load-config.ts';
import { packageVersion } from './package-version.ts';
import { type LimitOptions, runnerOptions } from './runner-options.ts';

export interface ContextOptions {
  /** Where the workspace is looked for, upwards. */
  readonly cwd: string;
  /** The workspace, when it is named. */
  readonly workspace?: string | undefined;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly url?: string | undefined;
  readonly environment?: string | undefined;
  readonly config?: string | undefined;
  readonly limits?: LimitOptions;
  /** `-x key=value` for data revisions. */
  readonly args?: Readonly<Record<string, string>>;
  readonly runs: string;
  readonly stop: StopSignal;
  readonly onEvent: RunnerListener;
}

export interface Context extends RunContext, DbContext {
  close(): Promise<void>;
}

/**
 * Wires the adapters: the only place that knows them all. Opening costs a look for the configuration and the slices; files, driver,
 * embedded server and module loader are loaded when a command first asks for them.
 */
export async function openContext(options: ContextOptions): Promise<Context> {
  const root = options.workspace ?? findWorkspaceRoot(options.cwd);
  const loaded = await loadConfig(root, options.config);
  const { config } = loaded;
  const workspace = openWorkspace(root, config.slices === undefined ? {} : { sliceGlobs: config.slices });
  const embedded = embeddedControl(root, config.embedded ?? {});
  let graph: RevisionGraph | undefined;
  let database: Promise<MigrationDatabase> | undefined;

  return {
    workspace,
    embedded,
    graph() {
      graph ??= buildGraph(workspace.readHeaders());
      return graph;
    },
    database() {
      database ??= openDatabase(options, loaded, () => embedded.url());
      return database;
    },
    ambient: { now: () => new Date(), randomBytes: (length) => randomBytes(length) },
    runnerOptions: runnerOptions(config.runner ?? {}, options.limits ?? {}),
    stop: options.stop,
    onEvent: options.onEvent,
    dataRunner: lazyDataRunner(root, options.args ?? {}),
    identity: { host: hostname(), pid: process.pid },
    runs: options.runs,
    async close() {
      await (await database)?.close();
      embedded.release();
    },
  };
}

async function openDatabase(
  options: ContextOptions,
  { config, file }: LoadedConfig,
  embeddedUrl: () => Promise<string>,
): Promise<MigrationDatabase> {
  const choice = chooseDatabase(
    {
      ...(options.url === undefined ? {} : { url: options.url }),
      ...(options.environment === undefined ? {} : { environment: options.environment }),
    },
    options.variables,
    config,
    file,
  );
  const { openPgDatabase } = await import('../adapters/pg/pg-database.ts');
  return openPgDatabase({
    url: choice.kind === 'url' ? choice.url : await embeddedUrl(),
    source: choice.source,
    stateSchema: config.stateSchema ?? 'braid',
    toolVersion: packageVersion(),
  });
}

/** The module loader is heavy and most plans hold no data revision. */
function lazyDataRunner(root: string, args: Readonly<Record<string, string>>): DataRevisionRunner {
  return async (request) => {
    const { runDataRevision } = await import('../adapters/module/run-data-revision.ts');
    await runDataRevision(root, args, request);
  };
}
