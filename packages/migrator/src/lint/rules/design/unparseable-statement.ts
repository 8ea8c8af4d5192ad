import type { LintRule } from '../../rule/lint-rule.ts';

export const unparseableStatement: LintRule = {
  name: 'unparseable-statement',
  level: 'warning',
  harm: "PostgreSQL 18's parser does not accept the statement, so no rule looked at it: it is syntax of an extension or of a newer server, or a mistake.",
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
