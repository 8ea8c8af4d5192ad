import { type ObjectRef, relationOf } from '../object-ref.ts';
import { child, children, names, type SqlNode, text } from '../sql-node.ts';
import { type Access, access, column, use } from './access.ts';
import { mentioned } from './mentioned.ts';
import { mentions } from './mentions.ts';

/** The rows that INSERT, UPDATE, DELETE, MERGE, TRUNCATE and COPY write, and what they read for that; also in WITH. */
export function rowFootprint(kind: string, node: SqlNode): readonly Access[] {
  const target = relationOf(child(node, 'relation'));
  const rest = Object.fromEntries(Object.entries(node).filter(([field]) => field !== 'relation'));
  const read = mentioned('read', mentions(rest), target);
  const set = children(node, 'targetList').map((each) => text(child(each, 'ResTarget'), 'name'));
  switch (kind) {
    case 'InsertStmt': {
      const columns = children(node, 'cols').map((each) => text(child(each, 'ResTarget'), 'name'));
      const conflict = children(child(node, 'onConflictClause'), 'targetList');
      const updated = conflict.map((each) => text(child(each, 'ResTarget'), 'name'));
      return [
        ...access('insert', target),
        ...use(target, columns.map(column)),
        ...access('update', target, updated.map(column)),
        ...read,
      ];
    }
    case 'UpdateStmt':
      return [...access('update', target, set.map(column)), ...access('update', target), ...read];
    case 'DeleteStmt':
      return [...('whereClause' in node ? access('delete', target) : deleteAll(target)), ...read];
    case 'MergeStmt':
      return [...mergeFootprint(node), ...read];
    case 'CopyStmt': {
      // Without a list, COPY uses all columns in their order.
      const listed = names(node, 'attlist');
      const columns = (listed.length === 0 ? ['*'] : listed).map(column);
      return [...access(node.is_from === true ? 'insert' : 'read', target), ...use(target, columns), ...read];
    }
    default:
      return children(node, 'relations').flatMap((each) => deleteAll(relationOf(child(each, 'RangeVar'))));
  }
}

function deleteAll(target: ObjectRef | undefined): readonly Access[] {
  return access('delete', target).map((each) => ({ ...each, every: true }));
}

function mergeFootprint(node: SqlNode): readonly Access[] {
  const target = relationOf(child(node, 'relation'));
  return children(node, 'mergeWhenClauses').flatMap((each) => {
    const clause = child(each, 'MergeWhenClause');
    const columns = children(clause, 'targetList').map((it) => column(text(child(it, 'ResTarget'), 'name')));
    const command = text(clause, 'commandType');
    if (command === 'CMD_INSERT') return [...access('insert', target), ...use(target, columns)];
    if (command === 'CMD_DELETE') return access('delete', target);
    return command === 'CMD_UPDATE' ? [...access('update', target), ...access('update', target, columns)] : [];
  });
}
