import { type Explanation, MigratorError, type Outcome } from '../migrator-error.ts';
import { type CommandUsage, commandUsage } from './command-usage.ts';
import { type MergeUsage, mergeUsage } from './merge-usage.ts';
import { type NameUsage, nameUsage } from './name-usage.ts';
import { type OptionUsage, optionUsage } from './option-usage.ts';
import type { UsageTable } from './usage-table.ts';

/** What each problem of a command line knows, by its name. */
export type UsageProblems = CommandUsage & OptionUsage & NameUsage & MergeUsage;

const TABLE: UsageTable<UsageProblems> = { ...commandUsage, ...optionUsage, ...nameUsage, ...mergeUsage };

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
    super(facts, explain(facts.problem, facts));
  }
}

function explain<P extends keyof UsageProblems>(problem: P, facts: UsageProblems[P]): Explanation {
  return TABLE[problem](facts);
}
