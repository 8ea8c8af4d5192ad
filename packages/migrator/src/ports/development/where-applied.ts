/** What one environment of the configuration answers. */
export interface EnvironmentAnswer {
  readonly environment: string;
  /**
   * `unset`: nothing on this machine says where its database is; `unreachable`: its database did not answer, so that
   * unknown.
   */
  readonly state: 'applied' | 'not-applied' | 'unset' | 'unreachable';
  /** Which of the revisions are applied in it, or half-way. */
  readonly revisions: readonly string[];
  /** Why it did not answer. */
  readonly reason?: string;
}

/** Asks every environment of the configuration, but for the chosen database, which of some revisions it has applied. */
export type WhereApplied = (revisions: readonly string[]) => Promise<readonly EnvironmentAnswer[]>;
