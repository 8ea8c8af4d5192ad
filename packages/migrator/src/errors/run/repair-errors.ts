import { UntypedError } from '../untyped-error.ts';

/** A repair would make the state contradict the graph, or there is nothing to repair. */
export class NotRepairableError extends UntypedError {
  readonly code = 'not-repairable';

  constructor(revision: string, why: string, hint: string) {
    super(`${revision} cannot be repaired so: ${why}.`, { facts: { revision }, hint });
  }
}
