import type { LimitOptions } from '../config/runner-options.ts';
import type { RunnerListener } from '../execute/runner-event.ts';
import type { StopSignal } from '../execute/stop-signal.ts';
import type { Borrowed } from '../ports/database/borrowed.ts';
import type { Confirmer } from '../ports/terminal/confirmer.ts';
import type { Questioner } from '../ports/terminal/questioner.ts';
import type { BackupChoice } from './run/precautions-of.ts';

/** The options of one command line, or of one call of the API. */
export interface WorkbenchOptions {
  /** Where the workspace is looked for, upwards. */
  readonly cwd: string;
  /** The workspace, when it is named. */
  readonly workspace?: string | undefined;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly url?: string | undefined;
  /** The option that names it, if it is not `--url`. */
  readonly urlOption?: string | undefined;
  /** `--embedded`: the embedded PostgreSQL, whatever else names a database. */
  readonly embedded?: boolean | undefined;
  /** A connection passed in by your program; it overrides everything that names a database. */
  readonly borrowed?: Borrowed | undefined;
  readonly environment?: string | undefined;
  readonly config?: string | undefined;
  /** A workspace without slices is accepted: the command makes them. */
  readonly mayBeEmpty?: boolean | undefined;
  /** What to do with a configuration that is code: default `run`; `ignore` uses the defaults. */
  readonly configCode?: 'run' | 'refuse' | 'ignore' | undefined;
  /** The work only shows what is there: what is kept of revision files counts while they are unchanged. */
  readonly readsIndex?: boolean | undefined;
  readonly limits?: LimitOptions;
  /** `--wait`: how long a server may take until it answers for the first time, in milliseconds. */
  readonly waitMs?: number | undefined;
  /** `-x key=value`, for data revisions and a configuration that is a function. */
  readonly args?: Readonly<Record<string, string>>;
  /** Absent without an interactive terminal. */
  readonly confirmer?: Confirmer | undefined;
  /** `--yes`: answers every confirmation with yes. */
  readonly yes?: boolean;
  /** `--confirm`: the hash of the plan that is agreed to. */
  readonly confirm?: string | undefined;
  /** The command line for hints; default: `runs`. */
  readonly command?: string;
  /** The option in it that names the database, for hints: `--env production`. */
  readonly databaseOption?: string | undefined;
  /** Absent without an interactive terminal. */
  readonly questioner?: Questioner | undefined;
  /**
   * The database is only read: its session is read-only, and each of Braid's statements may take so many milliseconds.
   */
  readonly looksMs?: number | undefined;
  /** The process ends with this work. */
  readonly endsSoon?: boolean | undefined;
  readonly runs: string;
  /** `--tag`: kept in the log with the run. */
  readonly tag?: string | undefined;
  /** `--backup`: besides what the configuration says; none when both are false. */
  readonly backup?: BackupChoice | undefined;
  readonly stop: StopSignal;
  readonly onEvent: RunnerListener;
}
