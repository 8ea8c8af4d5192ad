import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const changeDefault: LintRule = {
  name: 'change-default',
  level: 'info',
  harm: 'Code that is still running leaves the column out and gets a different value than it expects. Without a default, its inserts fail where the column is NOT NULL.',
  instead: 'Let the code write the value itself, then change the default',
  example: {
    given: "create table orders (id bigint, state text not null default 'new', note text)",
    bad: 'alter table orders alter column state drop default',
    good: "alter table orders alter column note set default ''",
  },
  find(subject) {
    return subject.alterations('AT_ColumnDefault').flatMap(({ table, name, command }) => {
      const column = subject.column(table, name);
      if (column?.hasDefault === false) return [];
      if ('def' in command) return [about(table, `Rows that leave ${name} out get another value than before.`)];
      const level = column?.notNull === true ? ({ level: 'warning' } as const) : {};
      return [about(table, `Rows that leave ${name} out get no value any more.`, undefined, level)];
    });
  },
};
