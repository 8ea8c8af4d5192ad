import { readHypertableBlock } from '../../sql/statement/hypertable-block.ts';
import { child, option, type SqlNode, text, unwrap } from '../sql-node.ts';

/** The body of a DO block. */
export function blockBody(node: SqlNode): string {
  return text(child(child(option(node, 'args', 'as') ?? {}, 'arg'), 'String'), 'sval');
}

/**
 * The statements that a statement is made of: itself, or those in a block that Braid has written around them. Of what
 * is done with and without TimescaleDB, the one without says more: native partitions have names.
 */
export function statementsIn(
  statement: SqlNode,
  read: (sql: string) => readonly SqlNode[] | undefined,
): readonly SqlNode[] {
  const { kind, node } = unwrap(statement);
  const block = kind === 'DoStmt' ? readHypertableBlock(blockBody(node)) : undefined;
  if (block === undefined) return [statement];
  return read(block.otherwise === '' ? block.installed : block.otherwise) ?? [statement];
}
