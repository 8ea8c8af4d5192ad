import { child, type SqlNode, text, unwrap } from '../../sql-objects/sql-node.ts';
import type { ParsedStatement } from '../rule/parsed.ts';

/** The trees of a kind among statements. */
export function treesOf(statements: readonly ParsedStatement[], kind: string): readonly SqlNode[] {
  return statements.flatMap(({ tree }) => {
    const found = unwrap(tree ?? {});
    return found.kind === kind ? [found.node] : [];
  });
}

/** Whether the `RangeVar` in a field names this relation; a schema that is left out may be any. */
export function names(node: SqlNode, field: string, schema: string, name: string): boolean {
  const range = child(node, field);
  const given = text(range, 'schemaname');
  return text(range, 'relname') === name && (given === '' || schema === '' || given === schema);
}
