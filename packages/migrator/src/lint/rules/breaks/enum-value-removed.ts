import { changedTypes } from '../../read/changed-type.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const enumValueRemoved: LintRule = {
  name: 'enum-value-removed',
  level: 'error',
  harm: 'A column gets another enum that lacks values of the old one: rows with such a value make the revision fail, and code that still writes one fails afterwards.',
  instead: 'Leave the value in the enum and stop writing it; a CHECK constraint can forbid it',
  example: {
    given: "create type mood as enum ('glad', 'sad'); create table people (mood mood)",
    bad: `create type mood2 as enum ('glad');
      alter table people alter column mood type mood2 using mood::text::mood2`,
    good: "alter table people add constraint no_sad check (mood <> 'sad') not valid",
  },
  find(subject) {
    return changedTypes(subject).flatMap(({ table, column, from, to }) => {
      const [before, after] = [from && subject.catalog.type(from), subject.catalog.type(to)];
      if (before?.kind !== 'enum' || after?.kind !== 'enum') return [];
      const gone = before.labels.filter((label) => !after.labels.includes(label));
      if (gone.length === 0) return [];
      return [about(table, `${table.shown}.${column} can no longer be ${gone.map((each) => `'${each}'`).join(', ')}.`)];
    });
  },
};
