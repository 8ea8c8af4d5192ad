/** Sizes of tables at one look at a database. */
export interface Look {
  /** ISO 8601, by the clock of the server. */
  readonly at: string;
  /** By `schema.name`. */
  readonly bytes: Readonly<Record<string, number>>;
}

/** Keeps the last look at each database, under `.braid/`. A broken entry counts as missing. */
export interface LookStore {
  read(identity: string): Look | undefined;
  /** If it cannot be written, the next look has nothing to compare with. @returns whether it was written */
  write(identity: string, look: Look): boolean;
}
