import type { Statement } from '../../sql/script/statement.ts';
import { readStatement } from '../../sql/statement/read-statement.ts';
import { keyOf } from './lock-notes.ts';

/**
 * The statements (0-based) that may last so long that somebody wants to see them running. Only tables that the same
 * batch made (`created`, which grows) are known to be small. The server tells what it has done only when its buffer is
 * full or it is asked: asking costs as much as a small statement, so it is asked before these alone.
 */
export function slowStatements(statements: readonly Pick<Statement, 'sql'>[], created: Set<string>): readonly number[] {
  return statements.flatMap(({ sql }, number) => (isSlow(sql, created) ? [number] : []));
}

function isSlow(sql: string, created: Set<string>): boolean {
  const facts = readStatement(sql);
  const { work } = facts;
  if (work.kind === 'brief') {
    const { makes } = facts;
    if (makes?.what === 'table') created.add(keyOf(makes.name));
    return false;
  }
  return work.kind === 'open' || (work.kind === 'grows' && !created.has(keyOf(work.with)));
}
