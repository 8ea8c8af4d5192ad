import type { LockTargets } from '../../ports/database/database-observer.ts';
import type { Statement } from '../../sql/script/statement.ts';

/** Quoted identifiers, and words that may be names. */
const token = /"((?:[^"]|"")+)"|[\p{L}_][\p{L}\p{N}_$]*/gu;

/** Statements that take less than AccessExclusive on what they name: readers are not in their way. Everything else is taken to need it. */
const mild =
  /^\s*(?:create|comment|insert|update|delete|merge|select|with|grant|revoke|values|set|reset|analyze|vacuum(?!\s*\(?[^;]*\bfull\b)|do|call|alter\s+(?:type|domain|function|procedure|sequence|role|default))\b/i;

/**
 * The names that statements mention, without parsing them: every identifier is compared with names of relations that somebody holds a lock on, so a keyword
 * or a column among them does no harm, and a name inside a DO block or string counts too.
 */
export function lockTargets(statements: readonly Pick<Statement, 'sql'>[]): LockTargets {
  const exclusive = new Set<string>();
  const shared = new Set<string>();
  for (const { sql } of statements) {
    const names = mild.test(sql) ? shared : exclusive;
    for (const match of sql.matchAll(token)) {
      const quoted = match[1];
      names.add(stored(quoted === undefined ? match[0].toLowerCase() : quoted.replaceAll('""', '"')));
    }
  }
  for (const name of exclusive) shared.delete(name);
  return { exclusive: [...exclusive], shared: [...shared] };
}

/** PostgreSQL cuts names to 63 bytes, at a character. */
function stored(name: string): string {
  if (name.length <= 15) return name;
  let bytes = 0;
  let length = 0;
  for (const character of name) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > 63) return name.slice(0, length);
    length += character.length;
  }
  return name;
}
