import { child, text } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

const KINDS = ['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE'];

export const renameTable: LintRule = {
  name: 'rename-table',
  level: 'error',
  harm: 'Code that is still running knows the old name and fails from that moment on, whether the table is renamed or moved to another schema.',
  instead:
    'Rename it and make a view with the old name in the same transaction; drop the view when the old code is gone',
  example: {
    given: 'create table orders (id bigint)',
    bad: 'alter table orders rename to purchases',
    good: 'create view purchases as select * from orders',
  },
  find(subject) {
    const { kind, node } = subject;
    const isMove = kind === 'AlterObjectSchemaStmt' && KINDS.includes(text(node, 'objectType'));
    if (!isMove && !(kind === 'RenameStmt' && KINDS.includes(text(node, 'renameType')))) return [];
    const table = subject.target(child(node, 'relation'));
    return table === undefined ? [] : [about(table, `Running code that uses the name ${table.shown} fails.`)];
  },
};
