import type { Statement } from '../../sql/script/statement.ts';

/** A lock that a statement is known to take on a table that others may be using. */
export interface LockNote {
  /** As written in the statement. */
  readonly table: string;
  /** `all`: nobody else can read or write meanwhile. `writes`: readers go on, writers wait. */
  readonly stops: 'all' | 'writes';
}

const name = String.raw`((?:"(?:[^"]|"")+"|[\w$\u0080-\uffff]+)(?:\.(?:"(?:[^"]|"")+"|[\w$\u0080-\uffff]+))?)`;
const pattern = (words: string) => new RegExp(String.raw`^\s*${words}\s+${name}`, 'i');

const creates = pattern(
  String.raw`create\s+(?:(?:unlogged|temp|temporary|global|local)\s+)*table(?:\s+if\s+not\s+exists)?`,
);
const exclusive: readonly RegExp[] = [
  pattern(String.raw`alter\s+table(?:\s+if\s+exists)?(?:\s+only)?`),
  pattern(String.raw`drop\s+table(?:\s+if\s+exists)?`),
  pattern(String.raw`truncate(?:\s+table)?(?:\s+only)?`),
  pattern('cluster'),
  pattern(String.raw`vacuum\s+full`),
];
const writes: readonly RegExp[] = [
  pattern(String.raw`create\s+(?:unique\s+)?index\s+(?!concurrently\b)(?:[^;(]*?\s)?on(?:\s+only)?`),
  pattern(String.raw`create\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b[^;]*?\son`),
];
const renames = new RegExp(
  String.raw`^\s*alter\s+table(?:\s+if\s+exists)?(?:\s+only)?\s+${name}\s+rename\s+to\s+${name}`,
  'i',
);
/** Forms of ALTER TABLE that let others work. */
const mild =
  /\b(?:validate\s+constraint|set\s+statistics|attach\s+partition|detach\s+partition\s+\S+\s+concurrently)\b/i;

/**
 * The locks that are known from the first words of the statements, strongest first for each table; what cannot be told (in functions, DO blocks, foreign keys'
 * other ends) is not among them. Tables that are in `created` (which grows) are new: nobody waits for them.
 */
export function lockNotes(statements: readonly Pick<Statement, 'sql'>[], created: Set<string>): readonly LockNote[] {
  const found = new Map<string, LockNote['stops']>();
  for (const { sql } of statements) {
    const made = creates.exec(sql)?.[1];
    if (made !== undefined) created.add(folded(made));
    const renamed = renames.exec(sql);
    if (renamed !== null && created.has(folded(renamed[1] ?? ''))) created.add(folded(renamed[2] ?? ''));
    const table = first(exclusive, sql);
    if (table !== undefined && !mild.test(sql)) found.set(table, 'all');
    const written = first(writes, sql);
    if (written !== undefined && !found.has(written)) found.set(written, 'writes');
  }
  return [...found].filter(([table]) => !created.has(folded(table))).map(([table, stops]) => ({ table, stops }));
}

function first(patterns: readonly RegExp[], sql: string): string | undefined {
  for (const each of patterns) {
    const table = each.exec(sql)?.[1];
    if (table !== undefined) return table;
  }
  return undefined;
}

/** The name as PostgreSQL would store it, without its schema: enough to recognise a table that was just made. */
function folded(table: string): string {
  const last = /(?:"(?:[^"]|"")+"|[^."]+)$/.exec(table)?.[0] ?? table;
  return last.startsWith('"') ? last.slice(1, -1).replaceAll('""', '"') : last.toLowerCase();
}
