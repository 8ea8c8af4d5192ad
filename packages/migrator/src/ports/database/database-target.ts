/** The database of a command, and what named it; safe to print. */
export interface DatabaseTarget {
  /** `postgres://user@host:port/database`, never with a password. */
  readonly display: string;
  /** `--url`, `DATABASE_URL`, `SERVICE_CONFIG_PATH`, `env staging`, `embedded`. */
  readonly source: string;
}
