import type { LintLevel } from './rule/levels.ts';
import { DEFAULT_LINT_LIMITS, type LintLimits } from './rule/lint-limits.ts';

export type LevelChoice = LintLevel | 'off';

/** Settings of rules: for all slices, or for one. */
export interface LintChoices {
  /** By rule, where it is not that of the rule; `off` leaves the rule out. */
  readonly levels: Readonly<Record<string, LevelChoice>>;
  readonly limits: Partial<LintLimits>;
}

export interface LintSettings extends LintChoices {
  /** The branch of git whose revisions may be applied anywhere. */
  readonly base: string;
  /** Whether `check` lints what is new. */
  readonly inCheck: boolean;
  /** The file of production's sizes, relative to the workspace. */
  readonly stats?: string | undefined;
  /** How `revision` writes what changes large tables: as it is declared, or as `lint --fix` writes it. */
  readonly generate: 'plain' | 'safe';
  /** Megabytes from which on a table is large. */
  readonly largeTable: number;
  /** By label of the slice; what is not set there is as for all. */
  readonly slices: Readonly<Record<string, LintChoices>>;
}

export const DEFAULT_LINT: LintSettings = {
  ...{ base: 'main', inCheck: false, generate: 'plain', largeTable: 1000 },
  ...{ levels: {}, limits: {}, slices: {} },
};

/** The effective settings of a slice. */
export function choicesOf(settings: LintSettings, slice: string): Omit<LintChoices, 'limits'> & { limits: LintLimits } {
  const own = settings.slices[slice];
  return {
    levels: { ...settings.levels, ...own?.levels },
    limits: { ...DEFAULT_LINT_LIMITS, ...settings.limits, ...own?.limits },
  };
}
