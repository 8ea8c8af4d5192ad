import { type SqlNode, text } from '../../../sql-objects/sql-node.ts';
import { usualName } from '../../catalog/apply/define-table.ts';
import { constraintColumns, constraintKind } from '../../node/constraints.ts';
import type { Target } from '../../rule/subject.ts';

/** The name of a constraint as PostgreSQL gives it; `undefined` if the taken names are unknown. */
export function constraintName(table: Target, constraint: SqlNode): string | undefined {
  const given = text(constraint, 'conname');
  const kind = constraintKind(constraint);
  if (given !== '' || kind === undefined) return given === '' ? undefined : given;
  const { relation } = table;
  return relation === undefined ? undefined : usualName(relation, kind, constraintColumns(constraint));
}
