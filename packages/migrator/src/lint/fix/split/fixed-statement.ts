import type { LegStatement } from '../chain/fix-chain.ts';
import type { FixedStatement } from '../fixed-revision.ts';

/** @param above comments that were above what it replaces */
export function fixedStatement(statement: LegStatement, above: readonly string[] = []): FixedStatement {
  if (typeof statement === 'string') return { sql: statement, comments: above };
  return { sql: statement.sql, comments: [...above, ...statement.comments] };
}
