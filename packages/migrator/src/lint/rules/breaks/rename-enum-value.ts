import { names, text } from '../../../sql-objects/sql-node.ts';
import { qualified } from '../../catalog/qualified.ts';
import type { LintRule } from '../../rule/lint-rule.ts';

export const renameEnumValue: LintRule = {
  name: 'rename-enum-value',
  level: 'error',
  harm: 'Code that is still running writes and expects the old value: its writes fail, and it reads a value that it does not know.',
  instead: 'Add the new value, let the code know both, change the rows in batches; an enum keeps its old value',
  example: {
    given: "create type mood as enum ('glad', 'sad')",
    bad: "alter type mood rename value 'glad' to 'happy'",
    good: "alter type mood add value 'happy'",
  },
  find({ kind, node, catalog }) {
    const old = text(node, 'oldVal');
    if (kind !== 'AlterEnumStmt' || old === '') return [];
    const name = qualified(names(node, 'typeName'));
    if (catalog.type(name)?.madeBy !== undefined) return [];
    return [{ on: name.name, message: `Running code that writes or expects '${old}' fails.` }];
  },
};
