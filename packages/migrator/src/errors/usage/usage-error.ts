import { MigratorError, type Outcome } from '../migrator-error.ts';
import { explainUsage, type UsageProblems } from './explain-usage.ts';

export type Usage = {
  readonly [P in keyof UsageProblems]: { readonly problem: P } & UsageProblems[P];
}[keyof UsageProblems];

/**
 * The command line, or the call of a method, asks for something that is not possible.
 * @cause A command is misspelt, an argument is missing, or two options cannot be used together.
 * @repair Correct the command as the hint shows; `migrate <command> --help` lists arguments and options.
 */
export class UsageError extends MigratorError<Usage> {
  readonly code = 'usage';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: Usage) {
    super(facts, explainUsage(facts.problem, facts));
  }
}
