import type { Outcome } from '../migrator-error.ts';
import { type Facts, UntypedError } from '../untyped-error.ts';

/** The command line asks for something that cannot be: an unknown command, options that exclude each other … */
export class UsageError extends UntypedError {
  readonly code = 'usage';
  override readonly outcome: Outcome = 'usage';

  constructor(message: string, hint: string, facts: Facts = {}) {
    super(message, { hint, facts });
  }
}

/** `--slice` or a command names a slice that the workspace does not have. */
export class UnknownSliceError extends UntypedError {
  readonly code = 'unknown-slice';
  override readonly outcome: Outcome = 'usage';

  /** `meant` is the slice of which the given one is probably a misspelling. */
  constructor(slice: string, known: readonly string[], meant?: string) {
    super(`There is no slice "${slice}" in this workspace.`, {
      facts: { slice, known, ...(meant === undefined ? {} : { suggestions: [meant] }) },
      hint:
        known.length > 0
          ? `${meant === undefined ? '' : `Did you mean ${meant}? `}Known slices: ${known.join(', ')}.`
          : 'No folder has a slice.json yet. Make one: migrate init --slice events',
    });
  }
}
