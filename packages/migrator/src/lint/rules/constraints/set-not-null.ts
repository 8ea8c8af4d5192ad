import { isNotValid } from '../../node/constraints.ts';
import { isNeverNull } from '../../read/never-null.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const setNotNull: LintRule = {
  name: 'set-not-null',
  level: 'error',
  harm: 'SET NOT NULL reads the whole table to find NULLs, locked completely. It fails when there is one.',
  instead:
    'ADD CONSTRAINT … CHECK (column IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT in another revision, then SET NOT NULL (which no longer reads the table) and drop the check; from PostgreSQL 18 on ADD CONSTRAINT … NOT NULL … NOT VALID and VALIDATE',
  example: {
    given: 'create table orders (id bigint, note text, code text, check (code is not null))',
    bad: 'alter table orders alter column note set not null',
    good: 'alter table orders alter column code set not null',
  },
  find(subject) {
    const set = subject.alterations('AT_SetNotNull').map(({ table, name }) => ({ table, columns: [name] }));
    const added = subject
      .added('not-null')
      .filter(({ column, constraint }) => column === undefined && !isNotValid(constraint));
    return [...set, ...added].flatMap(({ table, columns }) => {
      const unproven = columns.filter((each) => !isNeverNull(subject, table, each));
      if (unproven.length === 0) return [];
      return [
        about(table, `Nobody can use ${table.shown} while all rows are checked for NULL in ${unproven}.`, 'scan'),
      ];
    });
  },
};
