import type { Statement } from '../revision/revision-file.ts';

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

/**
 * Whether a revision may last so long that somebody wants to see it running. Only tables that the same batch made (`created`, which grows) are known to be small.
 * The server tells what it has done only when its buffer is full or it is asked: asking costs a little, so it is done for these revisions alone.
 */
export function mayBeSlow(statements: readonly Pick<Statement, 'sql'>[], created: Set<string>): boolean {
  let slow = false;
  for (const { sql } of statements) {
    const table = makesTable.exec(sql)?.[1];
    if (table !== undefined && !fillsAsItMakes.test(sql)) created.add(table.toLowerCase());
    const target = worksOn.exec(sql)?.[1];
    if (target !== undefined) slow ||= !created.has(target.toLowerCase());
    else slow ||= !alwaysQuick.test(sql) || fillsAsItMakes.test(sql);
  }
  return slow;
}
