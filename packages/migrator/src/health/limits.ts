/** From where on something is worth telling. */
export interface HealthLimits {
  /** Age of the statistics, days, before an index counts as unused. */
  readonly unusedDays: number;
  /** Smaller indexes are not reported as unused. */
  readonly unusedBytes: number;
  /** Used part of a sequence or integer key, percent. */
  readonly keyPercent: number;
  /** Wasted part of a table, percent, and at least this many bytes. */
  readonly bloatPercent: number;
  readonly bloatBytes: number;
  /** Growth since the last look, percent, and at least this many bytes. */
  readonly growthPercent: number;
  readonly growthBytes: number;
  /** Transactions since the oldest row that is not frozen; an error at three times as many. */
  readonly wraparoundAge: number;
  /** Age of a prepared transaction, minutes. */
  readonly preparedMinutes: number;
  /** How far ahead, days, there must be partitions. */
  readonly horizonDays: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_LIMITS: HealthLimits = {
  unusedDays: 14,
  unusedBytes: MIB,
  keyPercent: 75,
  bloatPercent: 50,
  bloatBytes: 100 * MIB,
  growthPercent: 100,
  growthBytes: 100 * MIB,
  wraparoundAge: 500_000_000,
  preparedMinutes: 5,
  horizonDays: 30,
};
