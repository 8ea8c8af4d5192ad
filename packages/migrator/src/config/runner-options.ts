import { defaultRunnerOptions, type RunnerOptions } from '../execute/runner-options.ts';
import type { RunnerConfig } from './file/migrate-config.ts';

/** Limits given on the command line, in milliseconds; they win over the configuration. */
export type LimitOptions = RunnerConfig;

/** The limits of a run: defaults, then the configuration, then the command line. */
export function runnerOptions(config: RunnerConfig, limits: LimitOptions): RunnerOptions {
  const given = { ...config, ...limits };
  const defaults = defaultRunnerOptions;
  const lockTimeoutMs = given.lockTimeout ?? defaults.lockTimeoutMs;
  return {
    ...defaults,
    leaseMs: given.lease ?? defaults.leaseMs,
    leaseWaitMs: given.lockWait ?? defaults.leaseWaitMs,
    lockTimeoutMs,
    // As the documentation of `lockTimeout` says; 0 stays 0, which is no limit.
    maxLockTimeoutMs: lockTimeoutMs * 5,
    lockBudgetMs: given.lockBudget ?? defaults.lockBudgetMs,
    statementTimeoutMs: given.statementTimeout ?? defaults.statementTimeoutMs,
    idleInTransactionTimeoutMs: given.idleInTransactionTimeout ?? defaults.idleInTransactionTimeoutMs,
    concurrentStatementTimeoutMs: given.concurrentIndexTimeout ?? defaults.concurrentStatementTimeoutMs,
  };
}
