import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const dropColumn: LintRule = {
  name: 'drop-column',
  level: 'error',
  harm: 'Code that is still running and names the column fails from that moment on. Drizzle names every column of its schema in every query.',
  instead: 'Release code whose schema no longer has it, wait until the old code is gone, then drop it',
  example: {
    given: 'create table orders (id bigint, note text)',
    bad: 'alter table orders drop column note',
    good: 'alter table orders alter column note drop not null',
  },
  find(subject) {
    return subject
      .alterations('AT_DropColumn')
      .map(({ table, name }) => about(table, `Running code that names ${table.shown}.${name} fails.`));
  },
};
