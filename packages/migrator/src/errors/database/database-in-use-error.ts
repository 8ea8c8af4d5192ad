import { MigratorError, type Outcome } from '../migrator-error.ts';

export interface DatabaseInUse {
  readonly database: string;
  /** Who is connected to it. */
  readonly sessions: readonly {
    readonly pid: number;
    readonly application: string;
    readonly user: string;
    readonly address: string | null;
  }[];
  /** The command line, without `migrate`. */
  readonly command: string;
}

/**
 * A database cannot be cloned or dropped while others are connected to it.
 * @cause A service that you are developing, psql or another tool is connected to your development database.
 * @repair Close the programs that the message names, or pass `--disconnect` to end their sessions.
 */
export class DatabaseInUseError extends MigratorError<DatabaseInUse> {
  readonly code = 'database-in-use';
  override readonly outcome: Outcome = 'busy';
  constructor(facts: DatabaseInUse, options: ErrorOptions) {
    const { database, sessions, command } = facts;
    const lines = sessions.map(
      ({ pid, application, user, address }) =>
        `\n  pid ${pid}  ${application === '' ? '(no application name)' : application}  ${user}${address === null ? '' : `  from ${address}`}`,
    );
    super(facts, {
      message: `Others are connected to ${database}, so it cannot be cloned or dropped:${lines.join('')}`,
      hint: `Close them, or end their sessions: migrate ${command} --disconnect`,
      cause: options.cause,
    });
  }
}
