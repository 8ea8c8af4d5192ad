/**
 * The words of a command line up to the cursor, the program's name left out; the last one is the one that is being
 * typed, maybe empty.
 */
export function splitLine(line: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  let inWord = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      inWord = true;
    } else if (character === '\\') word += line[++at] ?? '';
    else if (/\s/.test(character)) {
      if (inWord || word !== '') words.push(word);
      word = '';
      inWord = false;
    } else word += character;
  }
  return [...words, word].slice(words.length === 0 ? 0 : 1);
}
