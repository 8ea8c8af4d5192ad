import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { openDocumentFiles } from '../adapters/fs/document-files.ts';
import { openWorkspace } from '../adapters/fs/workspace.ts';
import { findWorkspaceRoot } from '../adapters/fs/workspace-root.ts';
import type { DbContext } from '../commands/db/db.ts';
import type { RunContext } from '../commands/shared/context.ts';
import type { OfflineContext } from '../commands/shared/offline/offline-context.ts';
import { type Configuration, openConfiguration } from '../config/open-configuration.ts';
import { type LimitOptions, runnerOptions } from '../config/runner-options.ts';
import type { DataRevisionRunner } from '../execute/run-request.ts';
import type { RunnerListener } from '../execute/runner-event.ts';
import type { StopSignal } from '../execute/stop-signal.ts';
import type { Borrowed } from '../ports/database/borrowed.ts';
import type { MigrationDatabase } from '../ports/database/migration-database.ts';
import type { Confirmer } from '../ports/terminal/confirmer.ts';
import type { Questioner } from '../ports/terminal/questioner.ts';
import { embeddedControl } from './embedded-control.ts';
import { graphOf } from './graph-of.ts';
import { importFile } from './import-file.ts';
import { packageVersion } from './package-version.ts';
import { requireFolder, requireSlices } from './require-slices.ts';

export interface ContextOptions {
  /** Where the workspace is looked for, upwards. */
  readonly cwd: string;
  /** The workspace, when it is named. */
  readonly workspace?: string | undefined;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly url?: string | undefined;
  /** A connection of the embedding program; wins over everything that names a database. */
  readonly borrowed?: Borrowed | undefined;
  readonly environment?: string | undefined;
  readonly config?: string | undefined;
  readonly limits?: LimitOptions;
  /** `-x key=value`, for data revisions and a configuration that is a function. */
  readonly args?: Readonly<Record<string, string>>;
  /** Absent where nobody can be asked. */
  readonly confirmer?: Confirmer | undefined;
  /** `--yes`: what would be asked is answered. */
  readonly yes?: boolean;
  /** The command line for hints; default: `runs`. */
  readonly command?: string;
  /** Absent where nobody can be asked. */
  readonly questioner?: Questioner | undefined;
  readonly runs: string;
  readonly stop: StopSignal;
  readonly onEvent: RunnerListener;
}

/** A database, where its URL came from, and the connection to use instead of the URL. */
export interface DatabaseLocation {
  readonly url: string;
  readonly source: string;
  readonly borrowed?: Borrowed | undefined;
}

/** What the configuration says beyond the database and the limits of runs. */
export interface Settings {
  readonly stateSchema: string;
  readonly shadowUrl: string | undefined;
  readonly driftIgnore: readonly string[];
}

export interface Context extends RunContext, DbContext, OfflineContext {
  readonly settings: Settings;
  readonly configuration: Configuration;
  readonly toolVersion: string;
  readonly questioner: Questioner | undefined;
  /** Where `.braid` lies, if not at the root of the workspace. */
  readonly home?: string;
  /** The URL of the chosen database, with its password, and where it came from. */
  databaseUrl(): Promise<DatabaseLocation>;
  close(): Promise<void>;
}

/**
 * Wires the adapters: the only place that knows them all. Opening costs a look for the configuration and the slices; files, driver,
 * embedded server and module loader are loaded when a command first asks for them.
 */
export async function openContext(options: ContextOptions): Promise<Context> {
  const root = options.workspace ?? findWorkspaceRoot(options.cwd);
  requireFolder(root);
  const configuration = await openConfiguration(root, { ...options, importFile });
  const { config } = configuration;
  const workspace = openWorkspace(root, config.slices === undefined ? {} : { sliceGlobs: config.slices });
  requireSlices(workspace, configuration.loaded);
  const embedded = embeddedControl(root, config.embedded ?? {});
  let database: Promise<MigrationDatabase> | undefined;
  let chosen: Promise<DatabaseLocation> | undefined;
  const settings: Settings = {
    stateSchema: config.stateSchema ?? 'braid',
    shadowUrl: config.shadowUrl,
    driftIgnore: config.drift?.ignore ?? [],
  };
  const databaseUrl = () => {
    chosen ??= databaseUrlOf(options, configuration, () => embedded.url());
    return chosen;
  };

  return {
    settings,
    configuration,
    toolVersion: packageVersion(),
    questioner: options.questioner,
    safety: {
      protectedEnvironment: async () =>
        configuration.protectedEnvironment(options.borrowed === undefined ? undefined : (await databaseUrl()).url),
      confirmer: options.confirmer,
      yes: options.yes === true,
      command: options.command ?? options.runs,
    },
    databaseUrl,
    workspace,
    embedded,
    graph: graphOf(workspace),
    database() {
      database ??= openDatabase(databaseUrl, settings);
      return database;
    },
    ambient: { now: () => new Date(), randomBytes: (length) => randomBytes(length) },
    runnerOptions: runnerOptions(config.runner ?? {}, options.limits ?? {}),
    documents: openDocumentFiles(options.cwd),
    async scriptWriter() {
      const { createScriptWriter } = await import('../adapters/pg/offline/script-writer.ts');
      return createScriptWriter({ stateSchema: settings.stateSchema, toolVersion: packageVersion() });
    },
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
  databaseUrl: () => Promise<DatabaseLocation>,
  { stateSchema }: Settings,
): Promise<MigrationDatabase> {
  // The choice first: a command line that names no usable database should not load the driver.
  const location = await databaseUrl();
  const { openPgDatabase } = await import('../adapters/pg/pg-database.ts');
  return openPgDatabase({ ...location, stateSchema, toolVersion: packageVersion() });
}

async function databaseUrlOf(
  { borrowed }: ContextOptions,
  configuration: Configuration,
  embeddedUrl: () => Promise<string>,
): Promise<DatabaseLocation> {
  if (borrowed !== undefined) {
    const { borrowedUrl } = await import('../adapters/pg/connection/take-client.ts');
    return { url: borrowedUrl(borrowed), source: borrowed.kind, borrowed };
  }
  const choice = configuration.choice();
  return { url: choice.kind === 'url' ? choice.url : await embeddedUrl(), source: choice.source };
}

/** The module loader is heavy and most plans hold no data revision. */
function lazyDataRunner(root: string, args: Readonly<Record<string, string>>): DataRevisionRunner {
  return async (request) => {
    const { runDataRevision } = await import('../adapters/module/run-data-revision.ts');
    await runDataRevision(root, args, request);
  };
}
