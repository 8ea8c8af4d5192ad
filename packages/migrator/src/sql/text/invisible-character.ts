import { TokenList } from '../tokens/token-list.ts';

/** Characters that look like a blank or like nothing, and that PostgreSQL takes for parts of a name. */
const NAMES: Readonly<Record<string, string>> = {
  '\u00A0': 'no-break space',
  '\u00AD': 'soft hyphen',
  '\u200B': 'zero width space',
  '\u200C': 'zero width non-joiner',
  '\u200D': 'zero width joiner',
  '\u2060': 'word joiner',
  '\u202F': 'narrow no-break space',
  '\u3000': 'ideographic space',
  '\uFEFF': 'byte order mark',
};
const INVISIBLE = /[\u00A0\u00AD\u1680\u180E\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]/;

/** A character that cannot be seen, and where it is in a text. */
export interface InvisibleCharacter {
  /** In UTF-16 units, 0-based. */
  readonly offset: number;
  /** `U+200B (zero width space)`. */
  readonly name: string;
}

/**
 * The one in the words of a statement that the server stumbled over: in the last word up to `position`, or without a
 * position in the first word that has one. In strings and comments they do no harm.
 */
export function invisibleAt(sql: string, position: number | undefined): InvisibleCharacter | undefined {
  let found: InvisibleCharacter | undefined;
  for (const { kind, text, start } of new TokenList(sql)) {
    if (kind === 'string' || (position !== undefined && start > position)) continue;
    const at = text.search(INVISIBLE);
    if (at < 0) continue;
    const character = text[at] ?? '';
    const code = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    const name = NAMES[character] === undefined ? code : `${code} (${NAMES[character]})`;
    found = { offset: start + at, name };
    if (position === undefined) return found;
  }
  return found;
}
