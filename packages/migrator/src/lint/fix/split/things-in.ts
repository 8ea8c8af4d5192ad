import { child, unwrap } from '../../../sql-objects/sql-node.ts';
import { usualName } from '../../catalog/apply/define-table.ts';
import type { LintCatalog } from '../../catalog/lint-catalog.ts';
import { constraintColumns, constraintKind } from '../../node/constraints.ts';
import type { ParsedStatement } from '../../rule/parsed.ts';
import { type Things, thingsOf } from '../chain/things.ts';

/** What a statement is about. The catalog must be in the state before it. */
export function thingsIn(catalog: LintCatalog, { tree }: ParsedStatement): Things {
  const { node } = unwrap(tree ?? {});
  const relation = catalog.relation(child(node, 'relation'));
  return thingsOf(tree ?? {}, (constraint) => {
    const kind = constraintKind(constraint);
    return relation === undefined || kind === undefined
      ? undefined
      : usualName(relation, kind, constraintColumns(constraint));
  });
}
