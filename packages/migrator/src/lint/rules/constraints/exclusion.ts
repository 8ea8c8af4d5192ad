import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const exclusion: LintRule = {
  name: 'exclusion',
  level: 'error',
  harm: 'An exclusion constraint builds its index while the table is locked completely; there is no way to build it concurrently.',
  instead: 'Make another table with the constraint, fill it in batches, and change over; or add it at a quiet time',
  example: {
    given: 'create table rooms (id bigint, at tstzrange)',
    bad: 'alter table rooms add exclude using gist (at with &&)',
    good: 'alter table rooms add check (not isempty(at)) not valid',
  },
  find(subject) {
    return subject
      .added('exclude')
      .map(({ table }) => about(table, `Nobody can use ${table.shown} while the constraint's index is built.`, 'scan'));
  },
};
