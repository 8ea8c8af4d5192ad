import type { LintRule } from '../../rule/lint-rule.ts';

/** Found by `judgeRevisions`, which knows what each comment hides. */
const NOTHING = () => [];

export const unusedIgnore: LintRule = {
  name: 'unused-ignore',
  level: 'warning',
  harm: 'A comment that hides nothing now will hide the next finding, when somebody changes the statement below it.',
  instead: 'Delete the comment, or correct the name of the rule',
  example: {
    given: 'create table orders (id bigint)',
    bad: `-- lint:ignore drop-table "nobody uses it"
      alter table orders add column note text`,
    good: `-- lint:ignore drop-table "nobody uses it"
      drop table orders`,
  },
  find: NOTHING,
};

export const ignoreWithoutReason: LintRule = {
  name: 'ignore-without-reason',
  level: 'error',
  harm: 'A comment that hides a finding without saying why tells the next reader nothing. It does not count: the finding that it names is still reported.',
  instead: '-- lint:ignore rule "why that is right here"',
  example: {
    given: 'create table orders (id bigint)',
    bad: `-- lint:ignore drop-table
      drop table orders`,
    good: `-- lint:ignore drop-table "unread since v41"
      drop table orders`,
  },
  find: NOTHING,
};
