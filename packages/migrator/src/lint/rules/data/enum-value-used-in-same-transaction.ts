import { child, descendants, text } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';

const CONSTANTS: ReadonlySet<string> = new Set(['A_Const']);

export const enumValueUsedInSameTransaction: LintRule = {
  name: 'enum-value-used-in-same-transaction',
  level: 'error',
  harm: 'A value that was added to an enum cannot be used before its transaction is committed: the statement fails.',
  instead: 'Use it in a revision of its own, above the one that adds it',
  example: {
    given: "create type mood as enum ('glad'); create table people (mood mood)",
    bad: "alter type mood add value 'sad'; alter table people alter column mood set default 'sad'",
    good: "alter type mood add value 'sad'",
  },
  find({ kind, node, context }) {
    const { enumLabels } = context.transaction;
    if (enumLabels.size === 0 || kind === 'AlterEnumStmt') return [];
    const used = [...descendants(node, CONSTANTS)].map(([, constant]) => text(child(constant, 'sval'), 'sval'));
    return [...new Set(used)].flatMap((label) => {
      const type = enumLabels.get(label);
      if (type === undefined) return [];
      return [{ on: type, message: `'${label}' was added to ${type} in the same transaction and cannot be used yet.` }];
    });
  },
};
