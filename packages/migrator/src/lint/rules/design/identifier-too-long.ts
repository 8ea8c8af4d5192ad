import { longNames } from '../../../sql/names/long-names.ts';
import type { LintRule } from '../../rule/lint-rule.ts';

export const identifierTooLong: LintRule = {
  name: 'identifier-too-long',
  level: 'warning',
  harm: 'PostgreSQL cuts names after 63 bytes and says so in a notice only: two long names can become the same one, and tools look for a name that is not there.',
  instead: 'A name of at most 63 bytes',
  example: {
    given: '',
    bad: `create table ${'orders_'.repeat(10)} (id bigint)`,
    good: 'create table orders (id bigint)',
  },
  find({ parsed }) {
    return longNames(parsed.statement.sql).map(({ name, cut }) => ({
      on: cut,
      message: `${name} has more than 63 bytes and becomes ${cut}.`,
    }));
  },
};
