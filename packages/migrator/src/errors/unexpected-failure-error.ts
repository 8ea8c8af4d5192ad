import { MigratorError } from './migrator-error.ts';

export interface UnexpectedFailure {
  /** What the thrown value says. */
  readonly said: string;
}

/**
 * An unexpected error without its own error code.
 * @cause Options of the wrong type were passed, or Braid has a bug.
 * @repair Check the types of the options; otherwise report the bug with the stack of `error.cause`.
 */
export class UnexpectedFailureError extends MigratorError<UnexpectedFailure> {
  readonly code = 'internal';
  constructor(facts: UnexpectedFailure, options: ErrorOptions) {
    super(facts, {
      message: `Unexpected failure: ${facts.said}`,
      hint: 'Check the types of the options; otherwise this is a bug in Braid: report it with the stack of `error.cause`.',
      cause: options.cause,
    });
  }
}
