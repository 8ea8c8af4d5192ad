import { Tokenizer } from '../tokens/tokenizer.ts';
import { storedName } from './stored-name.ts';

/** Quoted identifiers, and words that may be names, in the text of a string. */
const IN_STRING = /"(?:[^"]|"")+"|[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/g;
/**
 * Without comments, escapes, parameters and dollar quotes the tokens that matter here can be told by one expression, in
 * a fifth of the time.
 */
const UNUSUAL = /--|\/\*|[\\$]|u&/i;
const USUAL_TOKEN =
  /('(?:[^']|'')*'?)|[0-9][A-Za-z0-9_.]*|("(?:[^"]|"")+"|[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)/g;

/**
 * Adds every name that a statement may mean to `names`, as PostgreSQL stores it: all identifiers and keywords, and all
 * words in its strings, which may be code (`DO`, `EXECUTE`). Comments mean nothing.
 */
export function addNamesWithin(sql: string, names: Set<string>): void {
  if (UNUSUAL.test(sql)) {
    addTokens(sql, names);
    return;
  }
  USUAL_TOKEN.lastIndex = 0;
  for (let match = USUAL_TOKEN.exec(sql); match !== null; match = USUAL_TOKEN.exec(sql)) {
    if (match[2] !== undefined) names.add(storedName(match[2]));
    else if (match[1] !== undefined) addString(match[1], names);
  }
}

function addTokens(sql: string, names: Set<string>): void {
  const tokens = new Tokenizer(sql);
  for (let kind = tokens.next(); kind !== 'end'; kind = tokens.next()) {
    if (kind === 'word' || kind === 'quoted-identifier') names.add(storedName(tokens.text));
    else if (kind === 'string' || kind === 'unterminated') addString(tokens.text, names);
  }
}

function addString(text: string, names: Set<string>): void {
  for (const [name] of text.matchAll(IN_STRING)) names.add(storedName(name));
}
