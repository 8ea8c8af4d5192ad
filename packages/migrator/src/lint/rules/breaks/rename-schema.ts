import { text } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';

export const renameSchema: LintRule = {
  name: 'rename-schema',
  level: 'error',
  harm: 'Code that is still running knows the old name and fails from that moment on, with everything in the schema.',
  instead: 'Make the new schema, move one thing after the other and leave a view behind for each',
  example: {
    given: 'create schema sales; create table sales.orders (id bigint)',
    bad: 'alter schema sales rename to trade',
    good: 'create schema trade',
  },
  find({ kind, node, catalog }) {
    if (kind !== 'RenameStmt' || text(node, 'renameType') !== 'OBJECT_SCHEMA') return [];
    const name = text(node, 'subname');
    const inside = [...catalog.relations].filter(({ schema }) => schema === name);
    if (inside.length > 0 && inside.every(({ isNew }) => isNew)) return [];
    return [{ on: name, message: `Running code that names anything in the schema ${name} fails.` }];
  },
};
