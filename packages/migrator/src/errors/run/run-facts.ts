/** The progress of a run. */
export interface RunFacts {
  readonly runId: string;
  /** The revisions of this run that are committed, in the order in which they ran. */
  readonly ran: readonly string[];
  /** The heads of the database now. */
  readonly heads: readonly string[];
  /** The slices of these heads, by id, where known. */
  readonly slices?: Readonly<Record<string, string>>;
}
