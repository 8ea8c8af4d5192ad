import type { DataRevisionRunner } from '../../execute/run-request.ts';
import type { RunnerListener } from '../../execute/runner-event.ts';
import type { RunnerOptions } from '../../execute/runner-options.ts';
import type { StopSignal } from '../../execute/stop-signal.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { Ambient } from '../../ports/ambient.ts';
import type { MigrationDatabase } from '../../ports/database/migration-database.ts';
import type { Safety } from '../../ports/terminal/confirmer.ts';
import type { Workspace } from '../../ports/workspace/workspace.ts';
import type { Revision } from '../../revision/revision.ts';

/** What a command needs that reads files only. */
export interface FilesContext {
  readonly workspace: Workspace;
  /** Reads all headers (unless they were just read) and builds the graph, once. Throws the typed error of the first fault. */
  graph(read?: readonly Revision[]): RevisionGraph;
}

/** What a command needs that asks the database. */
export interface DatabaseContext extends FilesContext {
  /** Chooses the database and starts the embedded server where none is named; connects when first used. */
  database(): Promise<MigrationDatabase>;
}

/** What a command needs that changes the database. */
export interface RunContext extends DatabaseContext {
  readonly ambient: Ambient;
  readonly runnerOptions: RunnerOptions;
  readonly stop: StopSignal;
  readonly onEvent: RunnerListener;
  readonly dataRunner: DataRevisionRunner;
  readonly identity: { readonly host: string; readonly pid: number };
  /** The command line as typed, for other runners to read; without secrets. */
  readonly runs: string;
  /** `--tag`: kept in the log with the run. */
  readonly tag?: string | undefined;
  /** Without it nothing is protected. */
  readonly safety?: Safety;
}
