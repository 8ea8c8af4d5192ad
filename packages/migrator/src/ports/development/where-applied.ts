/** The answer of one environment of the configuration. */
export interface EnvironmentAnswer {
  readonly environment: string;
  /**
   * `unset`: no variable on this machine names its database; `unreachable`: its database did not answer, so it is
   * unknown.
   */
  readonly state: 'applied' | 'not-applied' | 'unset' | 'unreachable';
  /** Those of the revisions that are applied in it, or half-way. */
  readonly revisions: readonly string[];
  /** Why it did not answer. */
  readonly reason?: string;
}

/** Asks every environment of the configuration, except the chosen database, which of some revisions it has applied. */
export type WhereApplied = (revisions: readonly string[]) => Promise<readonly EnvironmentAnswer[]>;
