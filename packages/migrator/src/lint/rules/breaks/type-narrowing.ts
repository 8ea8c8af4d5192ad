import { typeText } from '../../catalog/type-ref.ts';
import { changedTypes } from '../../read/changed-type.ts';
import { isNarrower } from '../../read/type-change.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const typeNarrowing: LintRule = {
  name: 'type-narrowing',
  level: 'warning',
  harm: 'Values that do not fit the new type make the revision fail, or are cut; code that still writes such values fails afterwards.',
  instead: 'A CHECK constraint, NOT VALID and validated later, that says what values are allowed',
  example: {
    given: 'create table orders (id bigint, amount integer)',
    bad: 'alter table orders alter column id type integer',
    good: 'alter table orders alter column amount type bigint',
  },
  find(subject) {
    return changedTypes(subject).flatMap(({ table, column, from, to }) => {
      if (from === undefined || !isNarrower(subject.catalog.baseOf(from), subject.catalog.baseOf(to))) return [];
      return [about(table, `${table.shown}.${column} takes less as ${typeText(to)} than as ${typeText(from)}.`)];
    });
  },
};
