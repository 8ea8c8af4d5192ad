import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { openDocumentFiles } from '../adapters/fs/document-files.ts';
import { IndexedWorkspace } from '../adapters/fs/index/indexed-workspace.ts';
import { requireStateInside } from '../adapters/fs/require-inside.ts';
import { openRevisionFiles } from '../adapters/fs/revision-files.ts';
import { JOURNAL } from '../adapters/fs/rewrite/journal-file.ts';
import { openWorkspace } from '../adapters/fs/workspace.ts';
import { WorkspaceFolder } from '../adapters/fs/workspace-folder.ts';
import { findWorkspaceRoot } from '../adapters/fs/workspace-root.ts';
import { branchChoices } from '../adapters/git/branch-choices.ts';
import { hookFiles } from '../adapters/git/hook-files.ts';
import { thisMachine } from '../adapters/pg/reach/this-machine.ts';
import type { Workbench } from '../commands/shared/workbench.ts';
import { agentOf } from '../config/database/agent-of.ts';
import type { ImportFile } from '../config/file/load-config.ts';
import { type Configuration, openConfiguration } from '../config/open-configuration.ts';
import { runnerOptions } from '../config/runner-options.ts';
import { isLocal } from '../conninfo/is-local.ts';
import type { Variables } from '../conninfo/parse/setting.ts';
import { resolveConnection } from '../conninfo/resolve-connection.ts';
import type { MigrationDatabase } from '../ports/database/migration-database.ts';
import { chooseLocation } from './choose-location.ts';
import { dataCodeIn } from './data-runner.ts';
import { embeddedControl } from './embedded-control.ts';
import { graphOf } from './graph-of.ts';
import { importFile, noImport } from './import-file.ts';
import type { Lifetimes } from './lifetimes.ts';
import { packageVersion } from './package-version.ts';
import { requireFolder, requireSlices } from './require-slices.ts';
import { revisionIndex } from './revisions/revision-index.ts';
import { lookingOnly } from './run/looking-only.ts';
import { precautionsOf } from './run/precautions-of.ts';
import { protectedByIdentity } from './run/protected-by-identity.ts';
import { settingsOf } from './settings-of.ts';
import { alertsOf } from './telemetry/alerts-of.ts';
import { telemetryOf } from './telemetry/telemetry-of.ts';
import type { WorkbenchOptions } from './workbench-options.ts';
import { lazyWorkshop } from './workshop/lazy-workshop.ts';
import type { Workshop } from './workshop/workshop-parts.ts';

/** A workbench with what only the faces ask for. */
export interface OpenWorkbench extends Workbench {
  readonly configuration: Configuration;
}

/**
 * Wires the adapters. Opening costs a look for the configuration and the slices; files, driver, embedded server and
 * module loader are loaded when a command first asks for them.
 */
export async function openWorkbench(options: WorkbenchOptions, lifetimes: Lifetimes): Promise<OpenWorkbench> {
  const root = options.workspace ?? findWorkspaceRoot(options.cwd);
  requireFolder(root);
  requireStateInside(root);
  const machine = thisMachine(options.variables);
  const resolve = (url: string, source: string, added: Variables) => resolveConnection(url, source, added, machine);
  const configuration = await openConfiguration(root, { ...options, importFile: importerOf(options), resolve });
  const { config } = configuration;
  const settings = settingsOf(config);
  const { stateSchema } = settings;
  const toolVersion = packageVersion();
  const files = openWorkspace(root, config.slices === undefined ? {} : { sliceGlobs: config.slices });
  const place = { folder: new WorkspaceFolder(root), slices: files.slices, toolVersion };
  const indexed = options.readsIndex === true ? new IndexedWorkspace(files, place) : undefined;
  const workspace = indexed ?? files;
  if (existsSync(join(root, JOURNAL))) {
    const { finishRewrite } = await import('../adapters/fs/rewrite/rewrite-files.ts');
    finishRewrite(root, workspace.slices);
  }
  // The embedded database only has what slices built, so a command that makes slices needs another one.
  const mayBeEmpty = options.mayBeEmpty === true && workspace.slices.length === 0;
  if (!mayBeEmpty || configuration.choice().kind === 'embedded') requireSlices(workspace, configuration.loaded);
  const choices = branchChoices(root);
  const embedded = embeddedControl(root, config.embedded ?? {}, choices, lifetimes, options);
  const location = lifetimes.once(() =>
    chooseLocation(options.borrowed, configuration, () => embedded.url(), options.onEvent),
  );
  const alerts = await alertsOf(root, configuration, options);
  const telemetry = telemetryOf(options, toolVersion, () => ({ ...everyday, ...workshop }));
  const { confirmer, yes = false, runs, command = runs, args = {} } = options;

  const everyday: Omit<OpenWorkbench, keyof Workshop> = {
    configuration,
    workspace,
    graph: graphOf(workspace, () => indexed?.keptGraph()),
    index: revisionIndex(place),
    files: openRevisionFiles(root),
    documents: openDocumentFiles(options.cwd),
    settings,
    toolVersion,
    ambient: { now: () => new Date(), randomBytes: (length) => randomBytes(length) },
    runner: {
      options: runnerOptions(config.runner ?? {}, options.limits ?? {}),
      ...dataCodeIn(root, args),
      hasFile: (path) => existsSync(resolvePath(root, path)),
      stop: options.stop,
      onEvent: options.onEvent,
      identity: {
        // Only what writes asks for it: most commands look, and never load the module.
        get host() {
          return hostname();
        },
        pid: process.pid,
      },
      runs,
      tag: options.tag,
      watch: telemetry === undefined ? alerts?.watch : [...(alerts?.watch ?? []), telemetry.watch],
    },
    safety: {
      protectedEnvironment: lifetimes.once(async () => {
        const lent =
          options.borrowed === undefined ? undefined : resolve((await location()).url, options.borrowed.kind, {});
        const named = configuration.protectedEnvironment(lent);
        if (named !== undefined || !configuration.hasProtected) return named;
        if (options.borrowed === undefined && configuration.choice().kind !== 'url') return undefined;
        // A tunnel to production is localhost.
        return await protectedByIdentity(await everyday.database(), configuration);
      }),
      confirmer,
      yes,
      confirm: options.confirm,
      agent: agentOf(options.variables),
      command,
      databaseOption: options.databaseOption,
    },
    reach: async () => {
      const choice = options.borrowed === undefined ? configuration.choice() : undefined;
      if (choice?.kind === 'embedded') return 'embedded';
      const made = choice?.connection ?? resolve((await location()).url, options.borrowed?.kind ?? '', {});
      return isLocal(made) ? 'local' : 'remote';
    },
    tellDrift:
      telemetry === undefined
        ? alerts?.drift
        : async (found) => {
            await Promise.all([telemetry.drift(found), alerts?.drift(found)]);
          },
    questioner: options.questioner,
    embedded,
    branchChoices: choices,
    hookFiles: hookFiles(),
    database: lifetimes.once(
      async () => {
        // The database is chosen first: if the command line names no usable one, the driver is not loaded.
        const chosen = await location();
        const { endsSoon, looksMs } = options;
        const { openPgDatabase } = await import('../adapters/pg/pg-database.ts');
        const database = openPgDatabase({ ...chosen, stateSchema, toolVersion, endsSoon, ...lookingOnly(looksMs) });
        if (options.waitMs !== undefined) await waitFor(database, options.waitMs, options);
        return database;
      },
      (database) => database.close(),
    ),
    precautions: precautionsOf(config, configuration.environment, options.backup, () => ({ ...everyday, ...workshop })),
    async scriptWriter() {
      const { createScriptWriter } = await import('../adapters/pg/offline/script-writer.ts');
      return createScriptWriter({ stateSchema, toolVersion });
    },
    anotherCode: () => dataCodeIn(root, args),
    history: lifetimes.once(async () => {
      const { gitFileHistory } = await import('../adapters/git/git-file-history.ts');
      return gitFileHistory(root);
    }),
  };
  const workshop: Workshop = lazyWorkshop(
    {
      ...{ bench: everyday, cwd: options.cwd, root, home: root, sliceGlobs: config.slices, location, args },
      shadowUrl: config.shadowUrl,
      looksMs: options.looksMs,
      configuration,
      revisions: config.revisions ?? {},
      backup: config.backup ?? {},
      variables: { own: options.variables, all: configuration.variables.values },
    },
    lifetimes,
  );
  return { ...everyday, ...workshop };
}

/** Closes the database if it cannot be reached in time: nothing else would close it. */
async function waitFor(
  database: MigrationDatabase,
  limitMs: number,
  { stop, onEvent }: Pick<WorkbenchOptions, 'stop' | 'onEvent'>,
): Promise<void> {
  const { waitForServer } = await import('../execute/wait-for-server.ts');
  const target = database.target.display;
  try {
    await waitForServer(() => database.readState(), {
      ...{ limitMs, target, stop, onEvent, ambient: { now: () => new Date() } },
    });
  } catch (error) {
    await database.close();
    throw error;
  }
}

function importerOf({ configCode = 'run', command, runs }: WorkbenchOptions): ImportFile {
  return configCode === 'run' ? importFile : noImport(configCode, command ?? runs);
}
