import type { WatchRun } from '../../execute/report/run-watcher.ts';
import type { RunPrecautions } from '../../execute/run/run-precautions.ts';
import type { CodeTools } from '../../execute/run-request.ts';
import type { RunnerListener } from '../../execute/runner-event.ts';
import type { RunnerOptions } from '../../execute/runner-options.ts';
import type { SeedCode } from '../../execute/seed/run-seeds.ts';
import type { StopSignal } from '../../execute/stop-signal.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { HealthSettings } from '../../health/health-settings.ts';
import type { LintSettings } from '../../lint/lint-settings.ts';
import type { Ambient } from '../../ports/ambient.ts';
import type { BackupTools } from '../../ports/backup/backup-tools.ts';
import type { HookRunner } from '../../ports/backup/hook-runner.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { ReadLedger } from '../../ports/database/ledger-reader.ts';
import type { MigrationDatabase } from '../../ports/database/migration-database.ts';
import type { ScriptWriter } from '../../ports/database/offline-script.ts';
import type { BranchChoices } from '../../ports/development/branch-choice.ts';
import type { DevTools } from '../../ports/development/dev-tools.ts';
import type { WithRebuild } from '../../ports/development/rebuild.ts';
import type { WithServerDatabases } from '../../ports/development/server-databases.ts';
import type { TablesWithRows } from '../../ports/development/tables-with-rows.ts';
import type { WhereApplied } from '../../ports/development/where-applied.ts';
import type { EmbeddedControl } from '../../ports/embedded-control.ts';
import type { OpenFleet } from '../../ports/fleet/fleet-tools.ts';
import type { ReadHealth } from '../../ports/health/health-reader.ts';
import type { LookStore } from '../../ports/health/look-store.ts';
import type { ReadStats } from '../../ports/health/stats-reader.ts';
import type { WithPartitions } from '../../ports/partitions/partition-session.ts';
import type { LiveCatalog } from '../../ports/proof/proof.ts';
import type { Rehearsals } from '../../ports/rehearsal/rehearsals.ts';
import type { SchemaDiffer } from '../../ports/schema-differ.ts';
import type { SqlParser } from '../../ports/sql-parser.ts';
import type { Safety } from '../../ports/terminal/confirmer.ts';
import type { Editor } from '../../ports/terminal/editor.ts';
import type { Questioner } from '../../ports/terminal/questioner.ts';
import type { ChangedFiles } from '../../ports/workspace/changed-files.ts';
import type { DocumentFiles } from '../../ports/workspace/document-files.ts';
import type { FileHistory } from '../../ports/workspace/file-history.ts';
import type { ForeignFiles, NewFile } from '../../ports/workspace/foreign-files.ts';
import type { GitBranches } from '../../ports/workspace/git-branches.ts';
import type { HookFiles } from '../../ports/workspace/hook-files.ts';
import type { EffectsCache } from '../../ports/workspace/kept/effects-cache.ts';
import type { HistoryAnswers } from '../../ports/workspace/kept/history-answers.ts';
import type { KnownFiles } from '../../ports/workspace/kept/known-files.ts';
import type { PackageFolders } from '../../ports/workspace/package-folders.ts';
import type { PostWrite } from '../../ports/workspace/post-write.ts';
import type { ProjectFacts } from '../../ports/workspace/project-facts.ts';
import type { RevisionFiles } from '../../ports/workspace/revision-files.ts';
import type { RewriteFiles } from '../../ports/workspace/rewrite.ts';
import type { RunProgram } from '../../ports/workspace/run-program.ts';
import type { Workspace } from '../../ports/workspace/workspace.ts';
import type { WovenFiles } from '../../ports/workspace/woven-files.ts';
import type { ProofTools } from '../../proof/proof-tools.ts';
import type { PreparingProver } from '../../proof/prover.ts';
import type { FileNameStyle } from '../../revision/file-name.ts';
import type { RequiredNotes } from '../../revision/header/required-notes.ts';
import type { Revision } from '../../revision/revision.ts';
import type { RevisionTemplates } from '../../revision/template/revision-templates.ts';
import type { RevisionIndex } from './kept/kept-revisions.ts';

/**
 * Everything that a command can work with, for one command line or one call of the API. A command names what it needs:
 * `Pick<Workbench, 'workspace' | 'database'>`.
 *
 * What has a lifetime is a method: it is opened when it is first asked for, once, and closed with the workbench. The
 * command closes nothing.
 */
export interface Workbench {
  /** Slices and revision files. */
  readonly workspace: Workspace;
  /**
   * Reads all headers (unless they were just read) and builds the graph, once. Throws the typed error of the first
   * fault.
   */
  graph(read?: readonly Revision[]): RevisionGraph;
  /** What is kept of the revision files; absent where none are kept. */
  readonly index?: RevisionIndex | undefined;
  /** Other files of the workspace: snapshots, `sql/`, package.json. */
  readonly files: RevisionFiles;
  /** Files that a person names, relative to the current folder. */
  readonly documents: DocumentFiles;
  readonly settings: Settings;
  readonly toolVersion: string;
  readonly ambient: Ambient;
  readonly runner: RunnerSetup;
  readonly safety: Safety;
  /** How far away the chosen database is: the embedded server, another one of this machine, or neither. */
  readonly reach: () => Promise<'embedded' | 'local' | 'remote'>;
  /** Sends alerts of drift; within limits, and without ever failing. */
  readonly tellDrift?: ((found: readonly string[]) => Promise<void>) | undefined;
  /** Absent without an interactive terminal: then an open question is an error that names the options. */
  readonly questioner?: Questioner | undefined;
  readonly embedded: EmbeddedControl;

  /** Chooses the database, and starts the embedded server where none is named; connects when it is first used. */
  database(): Promise<MigrationDatabase>;
  /** Reads the catalog of the real database, on a connection of its own, and nothing else. */
  liveCatalog(): Promise<LiveCatalog>;
  /** Backups and hooks around a run; `undefined` where none are configured. */
  precautions(target: DatabaseTarget): Promise<RunPrecautions | undefined>;
  scriptWriter(): Promise<ScriptWriter>;
  /** Reads what another tool recorded in the real database, on a connection of its own, and nothing else. */
  readonly readLedger: ReadLedger;
  /** Reads what the real database says about its health, on a connection of its own, and nothing else. */
  readonly readHealth: ReadHealth;
  /** Reads how large and how busy the tables of the real database are, and nothing else. */
  readonly readStats: ReadStats;
  /** Provides a session on the real database that makes partitions, on a connection of its own. */
  readonly withPartitions: WithPartitions;
  /** What earlier looks at databases saw. */
  looks(): Promise<LookStore>;
  /** Files that other tools made. */
  foreignFiles(): Promise<ForeignFiles>;
  readonly runProgram: RunProgram;
  /** Runs the code of a seed in TypeScript. */
  readonly runSeedCode: SeedCode;
  /** git, asked who wrote a file. */
  history(): Promise<FileHistory>;
  /** git, asked what changed. */
  changes(): Promise<ChangedFiles>;
  /** Which database of the embedded server counts on which branch. */
  readonly branchChoices: BranchChoices;
  readonly withServerDatabases: WithServerDatabases;
  /** Hooks of git; absolute paths. */
  readonly hookFiles: HookFiles;
  /** git, asked about branches. */
  branches(): Promise<GitBranches>;
  /** Asks the other environments of the configuration what is applied in them. */
  readonly whereApplied: WhereApplied;
  /** Says which tables of the real database have rows. */
  readonly tablesWithRows: TablesWithRows;
  readonly rewriteFiles: RewriteFiles;
  readonly withRebuild: WithRebuild;
  /** What watches files, and keeps the drafts of `migrate dev`. */
  devTools(): Promise<DevTools>;
  /** Ids of the drafts of `migrate dev` that the real database has; where the workspace has none, nobody asks it. */
  appliedDrafts(): Promise<readonly string[]>;
  packages(): Promise<PackageFolders>;
  /** The scratch server starts when the first proof asks for it. */
  proofs(): Promise<ProofTools>;
  /** Proves what is not written yet. */
  prover(): Promise<PreparingProver>;
  /** Its thread starts when it is first asked. */
  differ(): Promise<SchemaDiffer>;
  /** PostgreSQL's own parser. */
  parser(): Promise<SqlParser>;
  effects(): Promise<EffectsCache>;
  /** What was found in whole histories before. */
  answers(): Promise<HistoryAnswers>;
  /**
   * Revision files of which is known what they say, because git names what they hold (`blobs`, by file); `undefined`
   * where nothing is kept.
   */
  knownFiles(blobs: ReadonlyMap<string, string>): Promise<KnownFiles | undefined>;
  editor(): Promise<Editor>;
  /** What new schema files have to fit to. */
  project(): Promise<ProjectFacts>;
  /** A fleet of the configuration, once for each name; its connections are closed with the workbench. */
  readonly fleet: OpenFleet;
  /** What runs code of data revisions, for one more run beside others. */
  readonly anotherCode: () => CodeTools;
  /** Backups of the database, as they are configured. */
  backups(): Promise<BackupTools>;
  /** Copies of the database, on which what is pending is rehearsed. */
  rehearsals(): Promise<Rehearsals>;
  /** Runs the commands of `hooks`. */
  hookRunner(): Promise<HookRunner>;
  /** The configured commands for new files; `undefined` when there are none. */
  postWrite(): Promise<PostWrite | undefined>;

  /**
   * Works on slices that are not written yet, in a folder that is deleted afterwards: each has a `slice.json` among the
   * files. The database and caches are those of the workspace.
   */
  withDraft<Result>(files: readonly NewFile[], work: (draft: Workbench) => Promise<Result>): Promise<Result>;
  /**
   * Works on the files as the next commit would leave them, in a copy that is deleted afterwards. Its database, history
   * and caches are those of the workspace. Throws a `GitFailedError`.
   */
  withStaged<Result>(work: (staged: Workbench) => Promise<Result>): Promise<Result>;
  /**
   * Works on the files as they would be after a merge with a branch of git, in a copy that is deleted afterwards.
   * Throws the errors of `git-errors.ts`.
   */
  withWoven<Result>(ref: string, work: (woven: Woven) => Promise<Result>): Promise<Result>;
}

/** What the configuration says to commands; what it says about databases and limits is in what was opened by it. */
export interface Settings {
  /** Of the state in the database. */
  readonly stateSchema: string;
  /** Patterns of what other tools own in the database (`drift.ignore`); see `ignorePatterns`. */
  readonly driftIgnore: readonly string[];
  /** The slice that gets merges of several slices (`merge.slice`). */
  readonly mergeSlice: string | undefined;
  /** Of the names of new revision files. */
  readonly fileName: FileNameStyle;
  /** What new revisions are written from, by their kind; files relative to the workspace. */
  readonly templates?: RevisionTemplates | undefined;
  /** Tables that may be large, with their keys: `app.orders(id)`. */
  readonly largeTables?: readonly string[] | undefined;
  /** What headers of new revisions must say; absent where nothing is required. */
  readonly notes?: RequiredNotes | undefined;
  readonly health: HealthSettings;
  readonly lint: LintSettings;
  /** Columns that nobody may see on a copy (`rehearse.mask`); see `parseMask`. */
  readonly rehearseMasks: readonly string[];
}

/** How revisions are run, who runs them, and who hears of it. */
export interface RunnerSetup extends CodeTools {
  readonly options: RunnerOptions;
  readonly stop: StopSignal;
  readonly onEvent: RunnerListener;
  readonly identity: { readonly host: string; readonly pid: number };
  /** Whether a file is there, seen from the workspace. */
  readonly hasFile?: ((path: string) => boolean) | undefined;
  /** `--detach`: batches that may run in the background are only registered. */
  readonly detach?: boolean | undefined;
  /** When batches stop, finished or not. */
  readonly until?: Date | undefined;
  /** The command line as typed, for other runners to read; without secrets. */
  readonly runs: string;
  /** `--tag`: kept in the log with the run. */
  readonly tag?: string | undefined;
  /** The receivers of each run's result. */
  readonly watch?: readonly WatchRun[] | undefined;
}

/** The files after a merge of git, and what runs the data revisions among them. */
export interface Woven extends WovenFiles {
  readonly code: CodeTools;
}
