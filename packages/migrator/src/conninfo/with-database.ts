import { isUri } from './parse/parse-uri.ts';
import { percentEncode } from './percent-encode.ts';

/** The connection string with another database. */
export function withDatabase(text: string, database: string): string {
  // libpq takes the last one.
  if (!isUri(text)) return `${text} dbname='${database.replace(/['\\]/g, '\\$&')}'`;
  const [, start = '', query = ''] = /^(\w+:\/\/(?:[^@/]*@)?[^/?]*)(?:\/[^?]*)?(\?.*)?$/s.exec(text) ?? [];
  const rest = query
    .replace(/([?&])dbname=[^&]*/g, '$1')
    .replace(/[?&]+(?=$)/, '')
    .replace(/([?&])&+/g, '$1');
  return `${start}/${percentEncode(database)}${rest}`;
}
