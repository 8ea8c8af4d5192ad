/** How far a run has come. */
export interface RunFacts {
  readonly runId: string;
  /** The revisions of this run that are committed, in the order in which they ran. */
  readonly ran: readonly string[];
  /** The heads of the database now. */
  readonly heads: readonly string[];
  /** The slices of those heads whose slice is known, by id. */
  readonly slices?: Readonly<Record<string, string>>;
}
