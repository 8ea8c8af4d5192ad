import type { LintRule } from '../../rule/lint-rule.ts';

export const unparseableStatement: LintRule = {
  name: 'unparseable-statement',
  level: 'warning',
  harm: "PostgreSQL 18's parser does not take the statement, so no rule looked at it: it is the grammar of an extension, of a newer server, or a mistake.",
  instead: 'Correct it; or look at it yourself, and say so: -- lint:ignore unparseable-statement "what it does"',
  example: {
    given: '',
    bad: 'create hypertable orders',
    good: 'create table orders (id bigint)',
  },
  find({ parsed }) {
    if (parsed.problem === undefined) return [];
    return [{ on: null, message: `No rule looked at it: ${parsed.problem}.` }];
  },
};
