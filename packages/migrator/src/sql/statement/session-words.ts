import { stringValue } from '../tokens/string-value.ts';
import type { TokenList } from '../tokens/token-list.ts';

/**
 * Words without which no statement changes the session or the role beyond itself. A false alarm costs three cheap
 * statements.
 */
const WORDS: ReadonlySet<string> = new Set(['set', 'set_config', 'reset', 'discard', 'authorization']);
const IN_TEXT = /\b(?:set|set_config|reset|discard|authorization)\b/i;
/** Without it no token of the statement, even one with escapes, can be such a word. */
const PERHAPS = /set|discard|authorization|\\/i;

/** Whether a word outside the comments, or in the value of a string, can change the session. */
export function mayChangeSession(tokens: TokenList): boolean {
  if (!PERHAPS.test(tokens.sql)) return false;
  for (const { kind, text, key } of tokens) {
    if (WORDS.has(key)) return true;
    if (kind === 'string' && IN_TEXT.test(stringValue(text))) return true;
    // `"set_config"(…)` is the same function.
    if (kind === 'quoted-identifier' && text === '"set_config"') return true;
  }
  return false;
}
