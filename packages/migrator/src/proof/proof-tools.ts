import type { CodeTools } from '../execute/run-request.ts';
import type { RunnerOptions } from '../execute/runner-options.ts';
import type { StopSignal } from '../execute/stop-signal.ts';
import type { Ambient } from '../ports/ambient.ts';
import type { ProofCache } from '../ports/proof/proof.ts';
import type { ScratchServer } from '../ports/proof/scratch.ts';
import type { Workspace } from '../ports/workspace/workspace.ts';

/** What proofs need of the outside; set up by the composition root. */
export interface ProofTools extends CodeTools {
  readonly server: ScratchServer;
  readonly cache: ProofCache;
  /** No proof of an earlier run is believed, whatever is asked for. */
  readonly forgetful: boolean;
  readonly workspace: ProofWorkspace;
  readonly toolVersion: string;
  /**
   * What else makes a difference to a proof: the state schema, `-x` arguments of data revisions. The same text, the
   * same proof.
   */
  readonly settings: string;
  readonly ambient: Ambient;
  readonly identity: { readonly host: string; readonly pid: number };
  /** Of the runner on the scratch databases; see `proofRunnerOptions`. */
  readonly runnerOptions: RunnerOptions;
  readonly stop: StopSignal;
  /** How many revisions are proven at a time; one for each core is right. */
  readonly parallel: number;
}

/** The part of the workspace that proofs read. */
export type ProofWorkspace = Pick<Workspace, 'readHeaders' | 'readRevision' | 'checksumOf'>;

/**
 * The limits of a real run with an end to everything: nobody else is on a scratch database, and no statement may hang a
 * check.
 */
export function proofRunnerOptions(options: RunnerOptions, statementTimeoutMs = 60_000): RunnerOptions {
  return {
    ...options,
    leaseWaitMs: 10_000,
    lockTimeoutMs: 5_000,
    maxLockTimeoutMs: 5_000,
    lockBudgetMs: 10_000,
    statementTimeoutMs,
    concurrentLockTimeoutMs: 10_000,
    concurrentStatementTimeoutMs: statementTimeoutMs,
    reconnectBudgetMs: 5_000,
  };
}
