import { quoteLiteral } from './names/quote-literal.ts';
import { literalsOf } from './secrets/secret-literals.ts';
import { blankSpans, secretSpans } from './secrets/text-secrets.ts';
import { TokenList } from './tokens/token-list.ts';

/** Strings in strings are read as far as people write them. */
const DEPTH = 4;

/**
 * SQL, or what the server quotes of it, without credentials: each string of a statement that sets one is `'***'`, and
 * so are the passwords of URLs and connection strings, in strings and in prose. Text that was cut may go in; what was
 * redacted comes out as it is.
 */
export function redactSql(sql: string): string {
  if (!MAY_HOLD_SECRETS.test(sql)) return sql;
  const clean = redactStrings(sql, DEPTH);
  return blankSpans(clean, secretSpans(clean));
}

/** Without one of them there is nothing to find: a name of a credential, also with escapes, or a URL. */
const MAY_HOLD_SECRETS = /pass|pwd|secret|token|credential|conninfo|key|mapping|subscription|:\/\/|\\/i;

function redactStrings(sql: string, depth: number): string {
  let clean = '';
  let at = 0;
  for (const { token, value, secret } of literalsOf(new TokenList(sql))) {
    const replacement = secret ? "'***'" : inString(token.text, value, depth);
    if (replacement === undefined) continue;
    clean += sql.slice(at, token.start) + replacement;
    at = token.start + token.text.length;
  }
  return clean + sql.slice(at);
}

/** A string that holds secrets, without them; `undefined` when it holds none. */
function inString(token: string, value: string, depth: number): string | undefined {
  if (!MAY_HOLD_SECRETS.test(value)) return undefined;
  const nested = depth > 0 ? redactStrings(value, depth - 1) : value;
  const clean = blankSpans(nested, secretSpans(nested, true));
  if (clean === value) return undefined;
  const tag = DOLLAR.exec(token)?.[0];
  return tag === undefined ? quoteLiteral(clean).trimStart() : `${tag}${clean}${tag}`;
}

const DOLLAR = /^\$[^$]*\$/;

/** The beginning of a statement, for people. */
export function shortenSql(sql: string, length = 500): string {
  return sql.length <= length ? sql : `${sql.slice(0, length)} …`;
}
