import { InvalidDatabaseUrlError } from '../../errors/workspace/database-url-error.ts';
import { parseKeywords } from './parse-keywords.ts';
import { isUri, parseUri } from './parse-uri.ts';
import type { Setting } from './setting.ts';

/**
 * A connection string in either of libpq's forms. Throws {@link InvalidDatabaseUrlError} and
 * `ConnectionParameterError`.
 */
export function parseConninfo(text: string, source: string): ReadonlyMap<string, Setting> {
  if (isUri(text)) return parseUri(text, source);
  if (/^\s*\w+\s*=/.test(text)) return parseKeywords(text, source);
  throw new InvalidDatabaseUrlError({ source, problem: 'scheme' });
}
