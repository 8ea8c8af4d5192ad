import { Tokenizer } from '../script/tokenizer.ts';
import { storedName } from './stored-name.ts';

/** Quoted identifiers, and words that may be names, in the text of a string. */
const IN_STRING = /"(?:[^"]|"")+"|[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/g;

/**
 * Every name that a statement may mean, as PostgreSQL stores it: all identifiers and keywords, and all words in its strings, which may be
 * code (`DO`, `EXECUTE`). Comments mean nothing.
 */
export function namesWithin(sql: string): ReadonlySet<string> {
  const names = new Set<string>();
  const tokens = new Tokenizer(sql);
  for (let kind = tokens.next(); kind !== 'end'; kind = tokens.next()) {
    if (kind === 'word' || kind === 'quoted-identifier') names.add(storedName(tokens.text));
    else if (kind === 'string' || kind === 'unterminated') {
      for (const [name] of tokens.text.matchAll(IN_STRING)) names.add(storedName(name));
    }
  }
  return names;
}
