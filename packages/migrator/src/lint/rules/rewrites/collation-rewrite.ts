import { changedTypes } from '../../read/changed-type.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const collationRewrite: LintRule = {
  name: 'collation-rewrite',
  level: 'error',
  harm: 'Another collation sorts differently: every index on the column is rebuilt while the table is locked completely.',
  instead:
    'Name the collation in queries (ORDER BY … COLLATE), or build an index with the other collation CONCURRENTLY',
  example: {
    given: 'create table orders (id bigint, note text, code text); create index orders_code_idx on orders (code)',
    bad: 'alter table orders alter column code type text collate "C"',
    good: 'alter table orders alter column note type text collate "C"',
  },
  find(subject) {
    return changedTypes(subject).flatMap(({ table, column, change, hasCollation }) => {
      if (!hasCollation || change === 'rewrite') return [];
      const indexes = [...(table.relation?.indexes.values() ?? [])].filter(({ columns }) => columns.includes(column));
      if (indexes.length === 0 && table.relation !== undefined) return [];
      const which = indexes.map(({ name }) => name).join(', ') || 'those on it';
      return [about(table, `Rebuilds the indexes of ${column} (${which}): nobody can use ${table.shown}.`, 'rewrite')];
    });
  },
};
