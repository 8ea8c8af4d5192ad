/** Nearly all text, told without tables of Unicode, which take V8 a while. */
const PLAIN = /^[\t\n\x20-\x7e]*$/;

/**
 * What a terminal would obey instead of showing it, or show as nothing: control characters but tab and line feed, marks
 * and overrides of the direction of writing, characters without a width, tags, line separators of Unicode, and halves
 * of a character. Joiners within words and emoji stay.
 */
const hidden = (): RegExp =>
  /(?![\t\n])\p{Cc}|[\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|\p{Cs}/gu;

/**
 * The text with these characters as `\u202e`. In JSON that is the same text: a string holds the escape where it held
 * the character.
 */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(hidden(), (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
