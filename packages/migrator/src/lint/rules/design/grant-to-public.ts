import { child, children, isTrue, text } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';

export const grantToPublic: LintRule = {
  name: 'grant-to-public',
  level: 'warning',
  harm: 'PUBLIC is every role of the server, including those that will be created later.',
  instead: 'GRANT to a role, and make the others members of it',
  example: {
    given: 'create table orders (id bigint)',
    bad: 'grant select on orders to public',
    good: 'grant select on orders to reporting',
  },
  find({ kind, node }) {
    const grant = kind === 'AlterDefaultPrivilegesStmt' ? child(node, 'action') : node;
    const isGrant = (kind === 'GrantStmt' || grant !== node) && isTrue(grant, 'is_grant');
    const isPublic = children(grant, 'grantees').some(
      (each) => text(child(each, 'RoleSpec'), 'roletype') === 'ROLESPEC_PUBLIC',
    );
    return isGrant && isPublic ? [{ on: null, message: 'Gives every role of the server a privilege.' }] : [];
  },
};
