import type { Explanation } from '../migrator-error.ts';
import { type CommandUsage, commandUsage } from './command-usage.ts';
import { type MergeUsage, mergeUsage } from './merge-usage.ts';
import { type NameUsage, nameUsage } from './name-usage.ts';
import { type OptionUsage, optionUsage } from './option-usage.ts';
import type { UsageTable } from './usage-table.ts';

/** What each problem of a command line knows, by its name. */
export type UsageProblems = CommandUsage & OptionUsage & NameUsage & MergeUsage;

const TABLE: UsageTable<UsageProblems> = { ...commandUsage, ...optionUsage, ...nameUsage, ...mergeUsage };

/** What is wrong with a command line, and what to do. */
export function explainUsage<P extends keyof UsageProblems>(problem: P, facts: UsageProblems[P]): Explanation {
  return TABLE[problem](facts);
}
