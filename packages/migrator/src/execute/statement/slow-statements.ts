import type { Statement } from '../../sql/script/statement.ts';

const name = String.raw`((?:"(?:[^"]|"")+"|[\w$.\u0080-\uffff])+)`;
const makesTable = new RegExp(
  String.raw`^\s*create\s+(?:(?:unlogged|temp|temporary)\s+)?table\s+(?:if\s+not\s+exists\s+)?${name}`,
  'i',
);
/** Work that grows with its table: an index, a change, new rows. */
const worksOn = new RegExp(
  String.raw`^\s*(?:create\s+(?:unique\s+)?index\b[^;(]*?\bon\s+(?:only\s+)?|alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?|insert\s+into\s+)${name}`,
  'i',
);
const alwaysQuick =
  /^\s*(?:create|drop|comment|grant|revoke|alter\s+(?:type|domain|function|procedure|sequence|view|policy|schema|default))\b/i;
const fillsAsItMakes = /^\s*create\s+(?:materialized\b|[^;(]*\bas\b)/i;
const altersTable = /^\s*alter\s+table\b/i;
/** One action that touches the catalog alone, whatever the size of the table. */
const quickAction =
  /^\s+(?:drop|rename|owner|add\s+(?:column\s+)?(?!constraint|primary|unique|check|foreign|exclude)(?!.*\b(?:default|generated|serial\w*|bigserial|smallserial|identity|references|check|unique|primary|constraint)\b)|alter\s+(?:column\s+)?\S+\s+(?:drop|set\s+default))\b[^,]*$/is;

/**
 * The statements (0-based) that may last so long that somebody wants to see them running. Only tables that the same batch made (`created`, which grows) are known
 * to be small. The server tells what it has done only when its buffer is full or it is asked: asking costs as much as a small statement, so it is asked
 * before these alone.
 */
export function slowStatements(statements: readonly Pick<Statement, 'sql'>[], created: Set<string>): readonly number[] {
  return statements.flatMap(({ sql }, number) => (isSlow(sql, created) ? [number] : []));
}

function isSlow(sql: string, created: Set<string>): boolean {
  const table = makesTable.exec(sql)?.[1];
  if (table !== undefined && !fillsAsItMakes.test(sql)) created.add(table.toLowerCase());
  const target = worksOn.exec(sql);
  if (target === null) return !alwaysQuick.test(sql) || fillsAsItMakes.test(sql);
  if (created.has((target[1] ?? '').toLowerCase())) return false;
  return !(altersTable.test(sql) && quickAction.test(sql.slice(target[0].length)));
}
