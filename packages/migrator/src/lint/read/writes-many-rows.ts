import { child } from '../../sql-objects/sql-node.ts';
import type { Subject } from '../rule/subject.ts';
import { namesRows } from './row-filter.ts';

/** Whether a statement changes an unknown number of rows: an INSERT of listed values does not. */
export function writesManyRows(subject: Subject): boolean {
  const { kind, node } = subject;
  if (kind === 'MergeStmt') return true;
  if (kind === 'InsertStmt') {
    const query = child(child(node, 'selectStmt'), 'SelectStmt');
    return 'fromClause' in query || 'larg' in query;
  }
  if (kind !== 'UpdateStmt' && kind !== 'DeleteStmt') return false;
  const table = subject.target(child(node, 'relation'));
  return table !== undefined && !namesRows(table, child(node, 'whereClause'));
}
