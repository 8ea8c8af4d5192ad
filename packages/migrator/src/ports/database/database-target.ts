/** Why and where a command talks to a database; safe to print. */
export interface DatabaseTarget {
  /** `postgres://user@host:port/database`, never with a password. */
  readonly display: string;
  /** `--url`, `DATABASE_URL`, `SERVICE_CONFIG_PATH`, `env staging`, `embedded`. */
  readonly source: string;
}
