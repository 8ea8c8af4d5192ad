/** What is recorded about a seed that was run. */
export interface SeedRecord {
  /** `<slice>/<file name without its extension>`. */
  readonly name: string;
  readonly slice: string;
  /** Of the file; see `checksum`. */
  readonly checksum: string;
  /** The environment that it was run in. */
  readonly environment: string;
}

/** The last run of a seed. */
export interface SeedRun extends SeedRecord {
  /** ISO 8601. */
  readonly appliedAt: string;
  readonly appliedBy: string;
}
