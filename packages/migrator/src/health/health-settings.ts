import type { SeverityChoice } from './judge.ts';
import { DEFAULT_LIMITS, type HealthLimits } from './limits.ts';
import type { Severity } from './rule.ts';

/** What the configuration says about looks at a database. */
export interface HealthSettings {
  readonly limits: HealthLimits;
  /** By rule, where it is not that of the rule. */
  readonly severities: Readonly<Record<string, SeverityChoice>>;
  /** Patterns of findings that a team lives with; see `ignoredFindings`. */
  readonly ignore: readonly string[];
  /** The least severity that makes `migrate health` fail. */
  readonly failOn: Severity;
}

export const DEFAULT_HEALTH: HealthSettings = {
  limits: DEFAULT_LIMITS,
  severities: {},
  ignore: [],
  failOn: 'warning',
};
