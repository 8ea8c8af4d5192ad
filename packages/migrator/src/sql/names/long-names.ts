import { TokenList } from '../tokens/token-list.ts';
import { cutName, MAX_NAME_BYTES } from './cut-name.ts';
import { foldedName } from './stored-name.ts';

/** The names in a statement that PostgreSQL cuts, each once, and what it makes of them. */
export function longNames(sql: string): readonly { readonly name: string; readonly cut: string }[] {
  const found = new Map<string, string>();
  for (const { kind, text } of new TokenList(sql)) {
    if (kind !== 'word' && kind !== 'quoted-identifier') continue;
    if (text.length * 3 <= MAX_NAME_BYTES) continue;
    const name = foldedName(text);
    const cut = cutName(name);
    if (cut !== name) found.set(name, cut);
  }
  return [...found].map(([name, cut]) => ({ name, cut }));
}
