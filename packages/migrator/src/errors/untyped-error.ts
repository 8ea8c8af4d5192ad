import { type Facts as CommonFacts, MigratorError } from './migrator-error.ts';

/** Facts of which the compiler knows nothing. */
export type Facts = Readonly<Record<string, unknown>>;

/** A failure whose class does not say yet which facts it has. Nothing new extends it: extend `MigratorError<Facts of the class>`. */
export abstract class UntypedError extends MigratorError {
  constructor(message: string, options: { facts?: Facts; hint?: string | undefined; cause?: unknown } = {}) {
    const facts: CommonFacts = {};
    super(Object.assign(facts, options.facts), { message, hint: options.hint, cause: options.cause });
  }
}

/** The facts of any failure, unknown to the compiler: only until each class has a type for them. */
export function untypedFacts(error: MigratorError): Facts {
  return Object.fromEntries(Object.entries(error.facts));
}
