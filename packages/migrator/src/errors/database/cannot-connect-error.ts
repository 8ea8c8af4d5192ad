import { type Facts, MigratorError } from '../migrator-error.ts';

/** Which connection was tried. Never holds the password. */
export interface ConnectAttempt {
  /** `user@host:port/database`. */
  readonly target: string;
  /** What named the database: `--url`, `DATABASE_URL` … */
  readonly source: string;
  /** SQLSTATE or the system's error code, where there was one. */
  readonly reason?: string;
  /** What the server or the driver said, with the secrets of the URL blanked. */
  readonly said?: string;
  /** A password file that does not count, because others can read it. */
  readonly ignoredFile?: string;
}

/** The base of failures to connect. */
export abstract class CannotConnectError<F extends Facts = Facts> extends MigratorError<F> {}

/** `events@db:5432/app (DATABASE_URL) refuses the password: …` */
export function connectMessage({ target, source, reason, said }: ConnectAttempt, what: string): string {
  const detail = said ?? reason;
  return `${target} (${source}) ${what}${detail === undefined ? '' : `: ${detail}`}`;
}
