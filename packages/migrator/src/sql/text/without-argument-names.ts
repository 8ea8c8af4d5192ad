import { TokenList } from '../tokens/token-list.ts';

const MODES: ReadonlySet<string> = new Set(['in', 'out', 'inout', 'variadic']);
const NAMES: ReadonlySet<string> = new Set(['word', 'quoted-identifier']);

/**
 * The text of a routine without the names of its arguments, which may be those of tables: `f(t text)` has nothing to do
 * with a table `t`. Types stay. Of a type with two words and no name (`double precision`) the first one goes.
 */
export function withoutArgumentNames(sql: string): string {
  const tokens = [...new TokenList(sql)];
  let [depth, begins, result, done] = [0, false, '', 0];
  for (const [index, { key, kind, start, text }] of tokens.entries()) {
    if (key === '(' || key === '[') depth += 1;
    else if (key === ')' || key === ']') depth -= 1;
    else if (depth === 1 && begins && !MODES.has(key)) {
      begins = false;
      if (!NAMES.has(kind) || !NAMES.has(tokens[index + 1]?.kind ?? '')) continue;
      result += sql.slice(done, start);
      done = start + text.length;
    }
    if (depth === 0 && key === ')') break;
    if (depth === 1 && (key === '(' || key === ',')) begins = true;
  }
  return result + sql.slice(done);
}
