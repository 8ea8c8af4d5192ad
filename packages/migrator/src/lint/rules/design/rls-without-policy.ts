import { child, children, text } from '../../../sql-objects/sql-node.ts';
import { names, treesOf } from '../../read/later.ts';
import type { LintRule } from '../../rule/lint-rule.ts';

export const rlsWithoutPolicy: LintRule = {
  name: 'rls-without-policy',
  level: 'error',
  harm: 'Row security without a policy hides all rows from everybody but the owner and roles that bypass it: queries find nothing, without an error.',
  instead: 'CREATE POLICY in the same revision, before ENABLE ROW LEVEL SECURITY',
  example: {
    given: 'create table orders (id bigint)',
    bad: 'alter table orders enable row level security',
    good: 'create policy all_rows on orders using (true); alter table orders enable row level security',
  },
  find({ kind, node, catalog, context }) {
    const isEnabled = children(node, 'cmds').some(
      (each) => text(child(each, 'AlterTableCmd'), 'subtype') === 'AT_EnableRowSecurity',
    );
    if (kind !== 'AlterTableStmt' || !isEnabled) return [];
    const range = child(node, 'relation');
    const [schema, name] = [text(range, 'schemaname'), text(range, 'relname')];
    const comes = treesOf(context.following(), 'CreatePolicyStmt').some((each) => names(each, 'table', schema, name));
    if (comes || catalog.relation(range)?.hasPolicy === true) return [];
    return [{ on: name, message: `${name} has no policy: only its owner sees rows.` }];
  },
};
