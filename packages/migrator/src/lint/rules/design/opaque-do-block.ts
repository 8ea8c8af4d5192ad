import type { LintRule } from '../../rule/lint-rule.ts';

export const opaqueDoBlock: LintRule = {
  name: 'opaque-do-block',
  level: 'warning',
  harm: 'What a DO block or a procedure does is not known before it runs: no rule can look into it.',
  instead: 'Plain statements; or read the block yourself, and say so: -- lint:ignore opaque-do-block "what it does"',
  example: {
    given: 'create table orders (id bigint)',
    bad: 'do $$ begin alter table orders add column note text; end $$',
    good: 'alter table orders add column note text',
  },
  find({ kind }) {
    if (kind !== 'DoStmt' && kind !== 'CallStmt') return [];
    return [{ on: null, message: 'What it does is not known before it runs: nothing in it was looked at.' }];
  },
};
