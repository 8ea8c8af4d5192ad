import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { openRevisionFiles } from '../../adapters/fs/revision-files.ts';
import { DEFAULT_SLICE_GLOBS, openWorkspace } from '../../adapters/fs/workspace.ts';
import type { Workbench, Woven } from '../../commands/shared/workbench.ts';
import { addedByEnvFiles } from '../../config/database/env-files.ts';
import { isCi } from '../../config/database/is-ci.ts';
import type { CodeTools } from '../../execute/run-request.ts';
import type { NewFile } from '../../ports/workspace/foreign-files.ts';
import { proofRunnerOptions } from '../../proof/proof-tools.ts';
import { createProver } from '../../proof/prover.ts';
import { isDraftId } from '../../revision/draft-id.ts';
import type { Revision } from '../../revision/revision.ts';
import { dataCodeIn } from '../data-runner.ts';
import { graphOf } from '../graph-of.ts';
import { type Lifetimes, withLifetimes } from '../lifetimes.ts';
import { tellingDiffer, tellingProver } from '../telemetry/telling.ts';
import { whereApplied } from './where-applied.ts';
import { withRebuild } from './with-rebuild.ts';
import { withServerDatabases } from './with-server-databases.ts';
import type { Workshop, WorkshopParts } from './workshop-parts.ts';

const HOOK_TIMEOUT = 60_000;

/** Adapters are loaded and opened when they are first needed. */
export function openWorkshop(parts: WorkshopParts, lifetimes: Lifetimes): Workshop {
  const { bench, root, home, revisions, variables } = parts;
  const { runner, toolVersion } = bench;
  const { stateSchema } = bench.settings;
  const scratch = lifetimes.once(
    async () => {
      const { openProofTools } = await import('../../adapters/scratch/open-proof-tools.ts');
      const { dataRunner, codeLoader, batchedCode, identity, stop } = runner;
      return openProofTools({
        ...{ root: home, stateSchema, shadowUrl: parts.shadowUrl, variables: variables.own },
        ...{ workspace: bench.workspace, ambient: bench.ambient, toolVersion, identity, stop },
        ...{ dataRunner, codeLoader, batchedCode },
        settings: JSON.stringify({ stateSchema, args: parts.args }),
        forgetful: isCi(variables.own),
        runnerOptions: proofRunnerOptions(runner.options),
        parallel: availableParallelism(),
      });
    },
    (opened) => opened.close(),
  );
  const proofs = async () => (await scratch()).tools;

  return {
    async liveCatalog() {
      const { readLiveCatalog } = await import('../../adapters/scratch/read-live-catalog.ts');
      return await readLiveCatalog({ ...(await parts.location()), stateSchema });
    },
    async readLedger(ledger) {
      const { readLedger } = await import('../../adapters/pg/read-ledger.ts');
      return await readLedger({ ...(await parts.location()), stateSchema }, ledger);
    },
    async readHealth(request) {
      const { lookAtHealth } = await import('../../adapters/pg/health/look-at-health.ts');
      return await lookAtHealth({ ...(await parts.location()), stateSchema }, request);
    },
    async readStats(request) {
      const { readStats } = await import('../../adapters/pg/stats/read-stats.ts');
      return await readStats({ ...(await parts.location()), stateSchema }, request);
    },
    async withPartitions(work) {
      const { withPartitions } = await import('../../adapters/pg/partitions/with-partitions.ts');
      const { maxLockTimeoutMs: lockMs, statementTimeoutMs: statementMs } = runner.options;
      return await withPartitions(await parts.location(), { lockMs, statementMs }, work);
    },
    async looks() {
      const { lookStore } = await import('../../adapters/fs/look-store.ts');
      return lookStore(join(home, '.braid/health'));
    },
    async foreignFiles() {
      const { openForeignFiles } = await import('../../adapters/fs/foreign/foreign-files.ts');
      return openForeignFiles(root, parts.cwd);
    },
    async runProgram(command, folder) {
      const { openRunProgram } = await import('../../adapters/process/run-program.ts');
      return await openRunProgram(root, variables.own)(command, folder);
    },
    async runSeedCode(seed, session, environment) {
      const { seedCodeIn } = await import('../../adapters/module/seed/run-seed-code.ts');
      await seedCodeIn(root, parts.args)(seed, session, environment);
    },
    async changes() {
      const { changedFiles } = await import('../../adapters/git/changed-files.ts');
      return changedFiles(home);
    },
    async branches() {
      const { gitBranches } = await import('../../adapters/git/git-branches.ts');
      return gitBranches(home);
    },
    withServerDatabases: async (work) => await withServerDatabases(parts, work),
    whereApplied: async (ids) => await whereApplied(parts, ids),
    async tablesWithRows(tables) {
      const { tablesWithRows } = await import('../../adapters/pg/tables-with-rows.ts');
      return await tablesWithRows(await parts.location(), tables);
    },
    async rewriteFiles(rewrite) {
      const { rewriteFiles } = await import('../../adapters/fs/rewrite/rewrite-files.ts');
      rewriteFiles(root, bench.workspace.slices, rewrite);
    },
    withRebuild: async (work) => await withRebuild(parts, work),
    async devTools() {
      const { openDevTools } = await import('../../adapters/dev/dev-tools.ts');
      return openDevTools(home, bench.safety.command);
    },
    async appliedDrafts() {
      const { openDevTools } = await import('../../adapters/dev/dev-tools.ts');
      const tools = openDevTools(home, bench.safety.command);
      if (tools.folders().every((name) => tools.folder(name).list().length === 0)) return [];
      const groups = await (await bench.database()).readApplied();
      return groups.flatMap(({ revisions: ids }) => ids).filter(isDraftId);
    },
    async packages() {
      const { packageFolders } = await import('../../adapters/fs/package-folders.ts');
      return packageFolders(home);
    },
    proofs,
    prover: lifetimes.once(
      async () => tellingProver(createProver(await proofs()), runner.onEvent),
      (prover) => prover.close(),
    ),
    differ: lifetimes.once(
      async () => {
        const { openSchemaDiffer } = await import('../../adapters/drizzle/schema-differ.ts');
        const cacheFolder = join(home, '.braid/cache');
        const differ = await openSchemaDiffer(root, {
          ...{ cacheFolder, variables: variables.all },
          variablesOf: ({ folder }) => addedByEnvFiles(join(home, folder), variables.all),
          onStop: (listener) => runner.stop.onRaise(listener),
        });
        return tellingDiffer(differ, runner.onEvent);
      },
      (differ) => differ.close(),
    ),
    parser: lifetimes.once(async () => {
      const { openSqlParser } = await import('../../adapters/parser/pg-parser.ts');
      return await openSqlParser();
    }),
    effects: lifetimes.once(async () => {
      const { fileEffectsCache } = await import('../../adapters/parser/file-effects-cache.ts');
      return fileEffectsCache(join(home, '.braid/cache/effects.json'), toolVersion);
    }),
    answers: lifetimes.once(async () => {
      const { fileHistoryAnswers } = await import('../../adapters/fs/kept/file-history-answers.ts');
      return fileHistoryAnswers(join(home, '.braid/cache/history'), toolVersion);
    }),
    async knownFiles(blobs) {
      // A checkout that is thrown away after one command would only pay for it.
      if (isCi(variables.own)) return undefined;
      const { fileKnownFiles } = await import('../../adapters/fs/kept/file-known-files.ts');
      const { slices } = bench.workspace;
      return fileKnownFiles({ file: join(home, '.braid/cache/headers'), slices, toolVersion }, blobs);
    },
    async editor() {
      const { terminalEditor } = await import('../../adapters/editor/terminal-editor.ts');
      return terminalEditor(variables.own);
    },
    async backups() {
      const { openBackupTools } = await import('../../adapters/backup/open-backup-tools.ts');
      const { dir = '.braid/backups', keep, command, verify } = parts.backup;
      const policy = { dir: resolve(home, dir), keep, command, verify };
      const location = await parts.location();
      return openBackupTools({ root, location, variables: variables.own, stop: runner.stop }, policy, stateSchema);
    },
    async rehearsals() {
      const { openRehearsals } = await import('../../adapters/rehearsal/open-rehearsals.ts');
      return openRehearsals({
        ...{ root: home, source: parts.location, shadowUrl: parts.shadowUrl, variables: variables.own },
        ...{ stop: runner.stop, maker: runner.identity, stateSchema, toolVersion },
      });
    },
    async hookRunner() {
      const { openHookRunner } = await import('../../adapters/process/hook-runner.ts');
      const { secretsOfLocation } = await import('../../adapters/backup/backup-place.ts');
      const secrets = secretsOfLocation(await parts.location());
      return openHookRunner({ root, variables: variables.all, stop: runner.stop, secrets });
    },
    async postWrite() {
      const { postWrite: commands = [], postWriteTimeout: timeoutMs = HOOK_TIMEOUT } = revisions;
      if (commands.length === 0) return undefined;
      const { openPostWrite } = await import('../../adapters/process/post-write.ts');
      return openPostWrite(commands, { root, timeoutMs, variables: variables.all, stop: runner.stop });
    },
    async project() {
      const { projectFacts } = await import('../../adapters/fs/draft/project-facts.ts');
      return projectFacts(home, parts.sliceGlobs ?? DEFAULT_SLICE_GLOBS);
    },
    fleet: fleetsOf(parts, lifetimes),
    withDraft: (files, work) => withLifetimes(async (own) => await work(await draftBench(parts, files, own))),
    withStaged: (work) => withLifetimes(async (own) => await work(await stagedBench(parts, own))),
    withWoven: (ref, work) => withLifetimes(async (own) => await work(await wovenFiles(parts, ref, own))),
  };
}

/** Each fleet is opened once. */
function fleetsOf(parts: WorkshopParts, lifetimes: Lifetimes): Workshop['fleet'] {
  const opened = new Map<string, Workshop['fleet']>();
  return (name) => {
    const open =
      opened.get(name) ??
      lifetimes.once(
        async () => {
          const { openFleet } = await import('../fleet/open-fleet.ts');
          return await openFleet(parts, name);
        },
        (fleet) => fleet.close(),
      );
    opened.set(name, open);
    return open(name);
  };
}

async function stagedBench(parts: WorkshopParts, lifetimes: Lifetimes): Promise<Workbench> {
  const { checkOutStaged } = await import('../../adapters/git/staged-tree.ts');
  const { root: from, bench } = parts;
  const folders = bench.workspace.slices.map(({ folder }) => folder);
  const checkOut = lifetimes.once(
    () => checkOutStaged(from, folders),
    (tree) => tree.close(),
  );
  const { root } = await checkOut();
  return benchAt(parts, root, parts.sliceGlobs, lifetimes);
}

async function draftBench(parts: WorkshopParts, files: readonly NewFile[], lifetimes: Lifetimes): Promise<Workbench> {
  const { draftTree } = await import('../../adapters/fs/draft/draft-tree.ts');
  const open = lifetimes.once(
    async () => draftTree(parts.home, files),
    (tree) => tree.close(),
  );
  const { root } = await open();
  const globs = files.flatMap(({ file }) => (basename(file) === 'slice.json' ? [dirname(file)] : []));
  return benchAt(parts, root, globs, lifetimes);
}

/** The same workbench on a copy of the files. */
function benchAt(
  parts: WorkshopParts,
  root: string,
  sliceGlobs: readonly string[] | undefined,
  lifetimes: Lifetimes,
): Workbench {
  const { root: from, bench } = parts;
  const workspace = openWorkspace(root, { ...(sliceGlobs === undefined ? {} : { sliceGlobs }), isCopy: true });
  const copy = {
    ...bench,
    workspace,
    graph: graphOf(workspace),
    files: openRevisionFiles(root, from),
    runner: { ...bench.runner, ...dataCodeIn(root, parts.args) },
  };
  return { ...copy, ...openWorkshop({ ...parts, bench: copy, root, sliceGlobs }, lifetimes) };
}

async function wovenFiles(parts: WorkshopParts, ref: string, lifetimes: Lifetimes): Promise<Woven> {
  const { weaveBranches } = await import('../../adapters/git/weave-branches.ts');
  const { root } = parts;
  const weave = lifetimes.once(
    () => weaveBranches(root, ref, workspaceOptions(parts)),
    (woven) => woven.close(),
  );
  const woven = await weave();
  // Data revisions of the working tree run as usual, with the arguments of the command line; those of the other branch
  // run from the folder into which they were written.
  const [here, there] = [dataCodeIn(root, parts.args), dataCodeIn(woven.workspace.root, {})];
  const sideOf = ({ file }: Revision) => (woven.sideOf(file) === 'here' ? here : there);
  const code: CodeTools = {
    dataRunner: (request) => sideOf(request.revision).dataRunner(request),
    codeLoader: (request) => sideOf(request.revision).codeLoader(request),
    batchedCode: (request) => sideOf(request.revision).batchedCode(request),
  };
  return { ...woven, code };
}

function workspaceOptions({ sliceGlobs }: WorkshopParts) {
  return sliceGlobs === undefined ? {} : { sliceGlobs };
}
