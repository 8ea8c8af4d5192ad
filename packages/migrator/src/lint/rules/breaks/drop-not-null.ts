import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const dropNotNull: LintRule = {
  name: 'drop-not-null',
  level: 'info',
  harm: 'Code that is still running expects a value in every row; the first NULL that newer code writes may break it.',
  instead: 'Release code that can read NULL first, and write NULL only when the old code is gone',
  example: {
    given: 'create table orders (id bigint, note text not null)',
    bad: 'alter table orders alter column note drop not null',
    good: "alter table orders alter column note set default ''",
  },
  find(subject) {
    return subject
      .alterations('AT_DropNotNull')
      .filter(({ table, name }) => subject.column(table, name)?.notNull !== false)
      .map(({ table, name }) => about(table, `Running code may not expect NULL in ${table.shown}.${name}.`));
  },
};
