import { readHypertableBlock } from '../../sql/statement/hypertable-block.ts';
import { child, option, type SqlNode, text, unwrap } from '../sql-node.ts';

/** The body of a DO block. */
export function blockBody(node: SqlNode): string {
  return text(child(child(option(node, 'args', 'as') ?? {}, 'arg'), 'String'), 'sval');
}

/**
 * The statements in a statement: itself, or those in a block that Braid wrote around them. If a block has a part with
 * and one without TimescaleDB, the part without: it names native partitions.
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
