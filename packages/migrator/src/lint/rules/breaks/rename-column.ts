import { child, text } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const renameColumn: LintRule = {
  name: 'rename-column',
  level: 'error',
  harm: 'Code that is still running knows the old name and fails from that moment on.',
  instead:
    'Add a column with the new name, keep both equal with a trigger, let the code change over, then drop the old one',
  example: {
    given: 'create table orders (id bigint, note text)',
    bad: 'alter table orders rename column note to remark',
    good: 'alter table orders add column remark text',
  },
  find(subject) {
    const { kind, node } = subject;
    if (kind !== 'RenameStmt' || text(node, 'renameType') !== 'OBJECT_COLUMN') return [];
    const table = subject.target(child(node, 'relation'));
    if (table === undefined) return [];
    return [about(table, `Running code that names ${table.shown}.${text(node, 'subname')} fails.`)];
  },
};
