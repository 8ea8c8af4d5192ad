import { changedTypes } from '../../read/changed-type.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const typeChangeRechecksConstraints: LintRule = {
  name: 'type-change-rechecks-constraints',
  level: 'error',
  harm: 'A type change that leaves the rows as they are still creates the CHECK constraints of the column again, which reads the whole table, and rebuilds indexes with an expression or a condition, while the table is locked completely.',
  instead: 'Drop the constraint, change the type, add it again as NOT VALID and validate it in another revision',
  example: {
    given: "create table orders (id bigint, note varchar(20) check (note <> ''), code varchar(20))",
    bad: 'alter table orders alter column note type varchar(50)',
    good: 'alter table orders alter column code type varchar(50)',
  },
  find(subject) {
    return changedTypes(subject).flatMap(({ table, column, change }) => {
      if (change === 'rewrite' || table.relation === undefined) return [];
      const checks = [...table.relation.constraints.values()].filter(
        ({ kind, columns }) => kind === 'check' && columns.includes(column),
      );
      const indexes = [...table.relation.indexes.values()].filter(
        ({ columns, mentions, isPartial }) =>
          mentions.includes(column) ||
          (isPartial && columns.includes(column)) ||
          (columns.includes('') && columns.includes(column)),
      );
      const names = [...checks, ...indexes].map(({ name }) => name).join(', ');
      if (names === '') return [];
      const work = indexes.length > 0 ? 'rewrite' : 'scan';
      return [about(table, `${names}: checked or built again for all rows while nobody can use ${table.shown}.`, work)];
    });
  },
};
