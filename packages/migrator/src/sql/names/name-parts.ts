import { Tokenizer } from '../tokens/tokenizer.ts';
import { storedName } from './stored-name.ts';

/** The parts of a qualified name that is in a text of its own, as PostgreSQL stores them: `app."Orders_id_seq"`. */
export function nameParts(name: string): readonly string[] {
  return nameList(name)[0] ?? [];
}

/** The same for names between commas, as in `search_path`. */
export function nameList(text: string): readonly (readonly string[])[] {
  const names: string[][] = [[]];
  const tokens = new Tokenizer(text);
  for (let kind = tokens.next(); kind !== 'end'; kind = tokens.next()) {
    if (kind === 'word' || kind === 'quoted-identifier') names.at(-1)?.push(storedName(tokens.text));
    else if (tokens.text === ',') names.push([]);
  }
  return names.filter((parts) => parts.length > 0);
}
