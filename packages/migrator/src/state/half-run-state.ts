import type { Direction } from '../revision/revision.ts';

/** A non-transactional revision that was begun and not finished. */
export interface HalfRunState {
  readonly revision: string;
  readonly direction: Direction;
  /** Hashes of the statements that are known to be done, in order; of code its steps, `step:<hash>:<name>`. */
  readonly doneStatements: readonly string[];
  /** Text of the statement whose outcome the catalog must tell, when one was running. */
  readonly underWay?: string;
  readonly since: string;
}
