import type { ErrorCode } from './error-code.ts';
import type * as every from './every-error.ts';
import { MigratorError } from './migrator-error.ts';

type Constructor = (typeof every)[keyof typeof every];
type Thrown = Constructor extends infer C ? (C extends abstract new (...facts: never) => infer E ? E : never) : never;

/** The class that has a code: `ErrorByCode<'statement-failed'>` is `StatementFailedError`. */
export type ErrorByCode<Code extends ErrorCode> = Extract<Thrown, { readonly code: Code }>;

/** The facts of a failure with this code. */
export type ErrorFacts<Code extends ErrorCode> = ErrorByCode<Code>['facts'];

/**
 * Whether a thrown value is a failure of Braid, and has this code if one is given; `facts` then has the type of its
 * class.
 */
export function isMigratorError(error: unknown): error is MigratorError;
export function isMigratorError<Code extends ErrorCode>(error: unknown, code: Code): error is ErrorByCode<Code>;
export function isMigratorError(error: unknown, code?: ErrorCode): boolean {
  return error instanceof MigratorError && (code === undefined || error.code === code);
}
