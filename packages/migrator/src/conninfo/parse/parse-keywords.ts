import { InvalidDatabaseUrlError } from '../../errors/workspace/database-url-error.ts';
import { isParameter } from './parameters.ts';
import type { Setting } from './setting.ts';
import { unknownParameter } from './unknown-parameter.ts';

/** `name = value` or `name = 'value'`; in both a backslash escapes the next character. */
const PAIR = /\s*([^\s=]+)\s*=\s*(?:'((?:[^'\\]|\\[\s\S])*)'|((?:[^\s'\\]|\\[\s\S])(?:[^\s\\]|\\[\s\S])*)?)(?=\s|$)/y;

/**
 * The parameters in `host=db user=app`, libpq's other way to write them. Throws {@link InvalidDatabaseUrlError} and
 * `ConnectionParameterError`.
 */
export function parseKeywords(text: string, source: string): ReadonlyMap<string, Setting> {
  const found = new Map<string, Setting>();
  const rest = text.trim();
  PAIR.lastIndex = 0;
  for (let at = 0; at < rest.length; at = PAIR.lastIndex) {
    const match = PAIR.exec(rest);
    // The text is not quoted: it may be a piece of a password.
    if (match === null) throw new InvalidDatabaseUrlError({ source, problem: 'keywords' });
    const [, name = '', quoted, plain = ''] = match;
    const value = (quoted ?? plain).replace(/\\([\s\S])/g, '$1');
    // What follows a password with blanks looks like a parameter.
    if (!isParameter(name)) throw unknownParameter(found.has('password') ? undefined : name, source);
    found.set(name, { value, from: source });
  }
  return found;
}
