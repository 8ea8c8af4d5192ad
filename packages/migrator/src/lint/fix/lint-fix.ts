import type { LintRule } from '../rule/lint-rule.ts';
import type { ParsedStatement } from '../rule/parsed.ts';
import type { Subject } from '../rule/subject.ts';
import type { ByHand, FixChain } from './chain/fix-chain.ts';

/** Another way to do what rules find. */
export interface LintFix {
  /** The rules whose findings it removes. */
  readonly rules: readonly LintRule[];
  /** What is written instead, for the documentation. */
  readonly writes: string;
  /** Set if the rules look at other statements too: whether they can mean this one. */
  applies?(subject: Subject): boolean;
  /**
   * @param subject a statement in which one of the rules finds something; an `ALTER TABLE` has one action
   * @param downgrade the statements of the downgrade of its revision
   * @returns what does the same, or why a person has to write it
   */
  chain(subject: Subject, downgrade: readonly ParsedStatement[]): FixChain | ByHand;
}
