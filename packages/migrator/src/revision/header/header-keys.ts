import { closestWord } from '../../errors/closest-word.ts';
import { HEADER_NOTES } from './header-notes.ts';

/** Keys with a meaning. Only `rename` may appear more than once. */
export const HEADER_KEYS = [
  'revision',
  'revises',
  'branch-label',
  'depends-on',
  'requires-finished',
  'background',
  'message',
  'created',
  'proof',
  'unproven',
  'adopted',
  'alters',
  'rename',
] as const;

export type HeaderKey = (typeof HEADER_KEYS)[number];

/** Keys that only people read; their lines are kept like every free comment. */
export const NOTE_KEYS = [...HEADER_NOTES, 'note', 'author', 'reviewed-by'] as const;

const KEYS: ReadonlySet<string> = new Set(HEADER_KEYS);
const NOTES: ReadonlySet<string> = new Set(NOTE_KEYS);

/** What one comment line of a header is. */
export type HeaderLine =
  | { readonly kind: 'key'; readonly key: HeaderKey; readonly value: string; readonly valueAt: number }
  | { readonly kind: 'unknown'; readonly key: string; readonly suggestion: string | undefined }
  | { readonly kind: 'prose' };

function isHeaderKey(word: string): word is HeaderKey {
  return KEYS.has(word);
}

/**
 * A line of the key block. It is a key when the text before its first colon is one, exactly. It is an error when that
 * text is one lower-case word that is unknown (`lable:`), or comes near a key in any case and spacing (`Revision:`,
 * `depends_on:`, `Depends on:`). Everything else is prose: no colon, `https://…`, `ABC-12: …`, `Data impact: …`, and
 * the note keys.
 */
export function classifyKeyLine(content: string): HeaderLine {
  const colon = content.indexOf(':');
  if (colon <= 0 || content.startsWith('//', colon + 1)) return { kind: 'prose' };
  const name = content.slice(0, colon);
  if (isHeaderKey(name)) {
    const value = content.slice(colon + 1);
    const blanks = value.length - value.trimStart().length;
    return { kind: 'key', key: name, value: value.trim(), valueAt: colon + 1 + blanks };
  }
  if (NOTES.has(name)) return { kind: 'prose' };
  const normal = normalised(name);
  const suggestion = isHeaderKey(normal) ? normal : closestWord(normal, HEADER_KEYS);
  if (suggestion !== undefined || /^[a-z][a-z0-9_-]*[ \t]*$/.test(name)) {
    return { kind: 'unknown', key: name.trim(), suggestion: suggestion ?? closestWord(normal, NOTE_KEYS) };
  }
  return { kind: 'prose' };
}

/** The key with which a line of the free comments begins, in any case and spacing: there it would be lost. */
export function misplacedKey(content: string): HeaderKey | undefined {
  const colon = content.indexOf(':');
  if (colon <= 0 || colon > 20) return undefined;
  const name = normalised(content.slice(0, colon));
  return isHeaderKey(name) ? name : undefined;
}

function normalised(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[ \t_]+/g, '-');
}
