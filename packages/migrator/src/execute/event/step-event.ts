/** Work other than running revisions that may take a while. */
export type Step =
  /** The embedded PostgreSQL is created or started. */
  | 'embedded-server'
  /** Schema files are read by Drizzle. */
  | 'schemas'
  /** drizzle-kit says what leads from one schema to another. */
  | 'differences'
  /** Defaults are compared with what the database returns. */
  | 'defaults'
  /** A revision that is about to be written is run up, down and up on a scratch database. */
  | 'proof'
  /** All heads are built from nothing in one more order. */
  | 'order'
  /** A scratch database is built. */
  | 'scratch-database';

/** Reports steps that are not part of a run. Times are in milliseconds. */
export type StepEvent =
  /** `detail`: slices or revisions; may be empty. */
  | { readonly type: 'step-started'; readonly step: Step; readonly detail: string }
  /** This many of them are done; over when all are. */
  | { readonly type: 'step-progress'; readonly step: Step; readonly done: number; readonly of: number }
  | { readonly type: 'step-done'; readonly step: Step; readonly detail: string; readonly durationMs: number };
