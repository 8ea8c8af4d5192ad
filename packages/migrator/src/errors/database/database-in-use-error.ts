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
 * Others are connected to a database that is to be cloned or dropped, which PostgreSQL does not allow.
 * @cause A service that you are developing, psql or another tool is connected to your development database.
 * @repair End what the message names, or let `--disconnect` end the sessions.
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
      message: `Others are connected to ${database}, so that it can be neither cloned nor dropped:${lines.join('')}`,
      hint: `End them, or let it be done: migrate ${command} --disconnect`,
      cause: options.cause,
    });
  }
}
