import { child, children, text } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';

export const dropCascade: LintRule = {
  name: 'drop-cascade',
  level: 'warning',
  harm: 'CASCADE drops everything that depends on the named object: views, foreign keys, columns, functions. Which objects those are depends on the database, and nobody has reviewed them.',
  instead: 'Name what goes, one statement each, without CASCADE',
  example: {
    given: 'create table orders (id bigint)',
    bad: 'drop table orders cascade',
    good: 'drop table orders',
  },
  find(subject) {
    const { kind, node } = subject;
    const commands = children(node, 'cmds').map((each) => child(each, 'AlterTableCmd'));
    const isCascade =
      (kind === 'DropStmt' || kind === 'TruncateStmt' || kind === 'AlterTableStmt' || kind === 'AlterDomainStmt') &&
      [node, ...commands].some((each) => text(each, 'behavior') === 'DROP_CASCADE');
    if (!isCascade || isOnNew(subject)) return [];
    return [{ on: null, message: 'What depends on it goes too, whatever that is in production.' }];
  },
};

/** On what depends on a new table nobody depends yet. */
function isOnNew(subject: Parameters<LintRule['find']>[0]): boolean {
  if (subject.kind !== 'AlterTableStmt') return false;
  return subject.target(child(subject.node, 'relation')) === undefined;
}
