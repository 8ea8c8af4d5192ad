import { readStatement } from '../../../sql/statement/read-statement.ts';
import { child, text, unwrap } from '../../../sql-objects/sql-node.ts';
import type { ParsedStatement } from '../../rule/parsed.ts';

const KINDS: ReadonlySet<string> = new Set([
  ...['VariableSetStmt', 'LockStmt', 'ConstraintsSetStmt', 'PrepareStmt', 'DeclareCursorStmt', 'ListenStmt'],
]);
/** Statements that run code; in others, SET is about columns or a function. */
const CODE: ReadonlySet<string> = new Set(['SelectStmt', 'DoStmt', 'CallStmt']);

/** Whether a statement leaves something in its session or transaction that later statements may need. */
export function leavesSessionState({ statement, tree }: ParsedStatement): boolean {
  const { kind, node } = unwrap(tree ?? {});
  const range = kind === 'CreateTableAsStmt' ? child(child(node, 'into'), 'rel') : child(node, 'relation');
  if (KINDS.has(kind) || text(range, 'relpersistence') === 't') return true;
  const { sessionLock, mayChangeSession } = readStatement(statement.sql);
  return sessionLock.takes !== undefined || (CODE.has(kind) && mayChangeSession);
}
