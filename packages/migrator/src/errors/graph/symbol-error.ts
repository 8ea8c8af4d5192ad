import { type Facts, MigratorError, type Outcome } from '../migrator-error.ts';

/**
 * The base of failures of a symbol (`head`, `events@head`, `ae10+2` …) that does not name what it should. Exit code 2.
 */
export abstract class SymbolError<F extends Facts = Facts> extends MigratorError<F> {
  override readonly outcome: Outcome = 'usage';
}

export const LIST_ALL = 'See what there is: migrate history, migrate heads.';
