import { type SqlNode, text } from '../../../sql-objects/sql-node.ts';
import type { Relation } from '../../catalog/relation.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const setLogged: LintRule = {
  name: 'set-logged',
  level: 'error',
  harm: 'SET LOGGED and SET UNLOGGED rewrite the whole table, and nobody can read or write it until they are done. SET LOGGED also writes all of it to the WAL.',
  instead: 'Make another table, fill it in batches, and change over with a view or a rename',
  example: {
    given: 'create table orders (id bigint primary key)',
    bad: 'alter table orders set unlogged',
    good: 'alter table orders set (fillfactor = 90)',
  },
  find(subject) {
    return subject
      .alterations('AT_SetLogged', 'AT_SetUnLogged')
      .filter(({ table: { relation }, command }) => relation?.kind !== 'partitioned' && !isSo(relation, command))
      .map(({ table }) => about(table, `Rewrites ${table.shown}: nobody can use it meanwhile.`, 'rewrite'));
  },
};

/** Whether it is already as it is to be. */
function isSo(relation: Relation | undefined, command: SqlNode): boolean {
  return relation?.isUnlogged === (text(command, 'subtype') === 'AT_SetUnLogged');
}
