import { type Facts, MigratorError, type Outcome } from './migrator-error.ts';

/** The command line asks for something that cannot be: an unknown command, options that exclude each other … */
export class UsageError extends MigratorError {
  readonly code = 'usage';
  override readonly outcome: Outcome = 'usage';

  constructor(message: string, hint: string, facts: Facts = {}) {
    super(message, { hint, facts });
  }
}

/** `--slice` or a command names a slice that the workspace does not have. */
export class UnknownSliceError extends MigratorError {
  readonly code = 'unknown-slice';
  override readonly outcome: Outcome = 'usage';

  constructor(slice: string, known: readonly string[]) {
    super(`There is no slice "${slice}" in this workspace.`, {
      facts: { slice, known },
      hint:
        known.length > 0
          ? `Known slices: ${known.join(', ')}.`
          : 'No folder has a slice.json yet. Add one, for example: {"label":"events","schema":"./src/schema.ts","migrations":"./migrations"}',
    });
  }
}
