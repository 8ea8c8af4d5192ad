import { MigratorError } from '../migrator-error.ts';
import { ELSEWHERE } from './elsewhere.ts';

export interface EmbeddedInitdb {
  readonly path: string;
  /** The last lines of its output. */
  readonly lines: readonly string[];
}

/**
 * `initdb` could not create the embedded cluster.
 * @cause The lines of its output say why: a locale that is not installed, a file system without the needed permissions
 * …
 * @repair Fix what the lines report and run the command again, or name another database.
 */
export class EmbeddedInitdbError extends MigratorError<EmbeddedInitdb> {
  readonly code = 'embedded-initdb-failed';
  constructor(facts: EmbeddedInitdb) {
    super(facts, {
      message: `initdb could not create ${facts.path}: ${facts.lines.at(-1) ?? 'no output'}`,
      hint: `Fix what the lines report and run again, or ${ELSEWHERE}.`,
    });
  }
}

export interface EmbeddedStart {
  readonly path: string;
  /** The path of the log. */
  readonly log: string;
  /** Its last lines. */
  readonly lines: readonly string[];
}

/**
 * The embedded server did not start.
 * @cause The last lines of its log say why: damaged files after a full disk, or a limit of the system on memory or
 * processes.
 * @repair Read the log; `migrate db reset` makes a new, empty cluster.
 */
export class EmbeddedStartError extends MigratorError<EmbeddedStart> {
  readonly code = 'embedded-start-failed';
  constructor(facts: EmbeddedStart) {
    super(facts, {
      message: `The embedded PostgreSQL did not start: ${facts.lines.at(-1) ?? 'its log is empty'}`,
      hint: `Read ${facts.log}; \`migrate db reset\` creates a new, empty cluster.`,
    });
  }
}

export interface EmbeddedClusterMajor {
  readonly path: string;
  readonly found: string;
  readonly wanted: number;
}

/**
 * The folder has a cluster of another major version of PostgreSQL.
 * @cause `@braid/migrator` was updated to a newer PostgreSQL, and a cluster cannot be opened by another major version.
 * @repair Move the folder away to keep its data, or run `migrate db reset` to start with an empty database.
 */
export class EmbeddedClusterMajorError extends MigratorError<EmbeddedClusterMajor> {
  readonly code = 'embedded-cluster-other-major';
  constructor(facts: EmbeddedClusterMajor) {
    super(facts, {
      message: `${facts.path} holds a cluster of PostgreSQL ${facts.found}, not ${facts.wanted}`,
      hint: 'Move the folder away to keep its data, or `migrate db reset` to start with an empty database.',
    });
  }
}

export interface EmbeddedClusterBroken {
  readonly path: string;
  /** The file that is not there. */
  readonly missing: string;
}

/**
 * Files of the cluster are missing; they may hold data, so nothing is created again.
 * @cause Files were deleted from the folder, or a backup of it was restored in part.
 * @repair Restore the folder from a backup, or run `migrate db reset` to start with an empty database.
 */
export class EmbeddedClusterBrokenError extends MigratorError<EmbeddedClusterBroken> {
  readonly code = 'embedded-cluster-broken';
  constructor(facts: EmbeddedClusterBroken) {
    super(facts, {
      message: `The cluster in ${facts.path} is incomplete: ${facts.missing} is missing`,
      hint: 'Restore the folder from a backup, or `migrate db reset` to start with an empty database.',
    });
  }
}

export interface EmbeddedBusy {
  readonly path: string;
  readonly pid: number | null;
  /** How long this process waited. */
  readonly seconds: number;
}

/**
 * Another process is starting or stopping the embedded server and did not finish in time.
 * @cause Another command starts or stops the server at the same time, or the machine is very slow.
 * @repair Wait for the other process and run the command again, or end it; `migrate db status` shows the server.
 */
export class EmbeddedBusyError extends MigratorError<EmbeddedBusy> {
  readonly code = 'embedded-busy';
  override readonly outcome = 'busy';
  constructor(facts: EmbeddedBusy) {
    const { path, pid, seconds } = facts;
    super(facts, {
      message: `The embedded PostgreSQL in ${path} has been busy${pid === null ? '' : ` (process ${pid})`} for ${seconds} s`,
      hint: 'Wait for the other process and run again, or end it; `migrate db status` shows the server.',
    });
  }
}
