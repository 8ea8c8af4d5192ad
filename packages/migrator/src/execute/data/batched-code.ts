import type { RevisionSession } from '../../ports/database/revision-runner.ts';
import type { Batch } from '../../revision/batch/batch.ts';
import type { Direction, Revision } from '../../revision/revision.ts';

/** What is known of the code of a data revision when it is loaded. */
export interface CodeFacts {
  /** Of the file as it was loaded. */
  readonly checksum: string;
  /** How the function of the direction runs in batches; absent where it runs in one go. */
  readonly batch?: Batch;
  /** Rows of the first batch of `op.batch`, whatever the code says; proofs try several. */
  readonly batchSize?: number;
}

/** The keys of a batch of code, `from < key <= to`, as texts in the order of the columns. */
export interface CodeRange {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** Loaded code, as often as there are batches. */
export interface BatchedCode {
  /** Runs the function for a range; how many rows it says that it changed. Throws what the code throws. */
  batch(session: RevisionSession, range: CodeRange): Promise<number | undefined>;
  /** Asks `verify`, where there is one. Throws `DataRevisionVerificationError`. */
  readonly verify?: (session: RevisionSession) => Promise<void>;
}

/** Loads the code of a data revision that exports `batch`, guards it, and gives it to `drive`. */
export type BatchedCodeRunner = (request: {
  readonly revision: Revision;
  readonly direction: Direction;
  /** Of the file: other code is not run. */
  readonly checksum: string;
  /** Aborted when the run is to stop. */
  readonly signal: AbortSignal;
  /** Aborted, with the error as its reason, when another runner took over. */
  readonly leaseLost: AbortSignal;
  /** How long the code may continue without using its session, in milliseconds; 0 forever. */
  readonly quietMs: number;
  /** `file:line` of the code, told before what it threw is. */
  failedAt(place: string): void;
  log(line: string): void;
  drive(code: BatchedCode): Promise<void>;
}) => Promise<void>;
