/** The environment variables that a connection may take something from. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The value of one parameter, and what set it: `--url`, `PGHOST`, `service "prod" in /etc/pg_service.conf`. */
export interface Setting {
  readonly value: string;
  readonly from: string;
}

/** Values by the names of libpq's parameters. */
export type Settings = ReadonlyMap<string, Setting>;
