import type { RevisionSession } from '../../ports/database/revision-runner.ts';
import type { Batch } from '../../revision/batch/batch.ts';
import type { BatchedCode } from '../data/batched-code.ts';
import type { NamedStep } from '../half-run/step-mark.ts';

/** A step as the code calls it. */
export interface CodeStep extends NamedStep {
  /** `file:line` of the code that failed last. */
  failedAt(): string | undefined;
}

/**
 * Runs each step of code once: finished ones are skipped when the code runs again from the top. Throws what ends the
 * run; after that, the code may send nothing.
 */
export interface CodeSteps {
  /** In a transaction of its own. `work` is called again when that was rolled back for a lock or a deadlock. */
  step(step: CodeStep, work: (session: RevisionSession) => Promise<void>): Promise<void>;
  /** In batches. */
  batch(step: CodeStep, batch: Batch, work: BatchedCode['batch']): Promise<void>;
}
