import { droppedRelations } from '../../read/dropped.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const dropTable: LintRule = {
  name: 'drop-table',
  level: 'error',
  harm: 'Code that is still running and reads or writes the table or view fails from that moment on, and its rows are gone.',
  instead: 'Release code that no longer uses it, wait until the old code is gone, then drop it',
  example: {
    given: 'create table orders (id bigint)',
    bad: 'drop table orders',
    good: "comment on table orders is 'unused since v41'",
  },
  find(subject) {
    const found = droppedRelations(subject, ['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE']);
    return found.map((table) => about(table, `Running code that uses ${table.shown} fails.`));
  },
};
