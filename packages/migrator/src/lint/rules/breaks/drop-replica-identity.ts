import { child, children, text } from '../../../sql-objects/sql-node.ts';
import { constraintKind } from '../../node/constraints.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const dropReplicaIdentity: LintRule = {
  name: 'drop-replica-identity',
  level: 'warning',
  harm: 'A table in a publication needs a primary key or another replica identity: without one, every UPDATE and DELETE of it fails.',
  instead:
    'ALTER TABLE … REPLICA IDENTITY USING INDEX or FULL before the primary key goes, or the new key in the same statement',
  example: {
    given: 'create table orders (id bigint, constraint orders_pkey primary key (id))',
    bad: 'alter table orders drop constraint orders_pkey',
    good: 'alter table orders replica identity full',
  },
  find(subject) {
    const commands = children(subject.node, 'cmds').map((each) => child(each, 'AlterTableCmd'));
    const isReplaced = commands.some((each) => constraintKind(child(child(each, 'def'), 'Constraint')) === 'primary');
    return subject.alterations('AT_ReplicaIdentity', 'AT_DropConstraint').flatMap(({ table, name, command, def }) => {
      const isNone = text(command, 'subtype') === 'AT_ReplicaIdentity' && text(def, 'identity_type') === 'n';
      const isKey = !isReplaced && table.relation?.constraints.get(name)?.kind === 'primary';
      if (!isNone && !isKey) return [];
      return [about(table, `UPDATE and DELETE of ${table.shown} fail where it is published.`)];
    });
  },
};
