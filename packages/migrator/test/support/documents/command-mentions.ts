import { ACTIONS, takesValue } from './parse-command-line.ts';

/** Stands for what a message puts in where only its source is known. */
export const HOLE = '\uE000';

/** Words that go on with a command line: options, symbols, ids, placeholders. What else follows is the sentence around it. */
const OPERAND =
  /^(?:--?[a-z][\w-]*(?:=\S+)?|[^\s]*[@\uE000<>…"'\\][^\s]*|-\d+|\+\d+|[0-9a-f]{2,}|heads?|base|events|tenants|start|stop|url|reset|status|accept|forget|adopt|done|not-done)$/;

export interface Mention {
  readonly line: string;
  /** As a shell hands them over, with `ab12` for what is put in. */
  readonly words: readonly string[];
}

/** `migrate repair adopt <id> --reason "…"` in a sentence, as words. */
export function mentionsIn(text: string): Mention[] {
  return [...text.matchAll(/(?<![\w./@-])migrate ([a-z_][\w-]*)/g)].map((match) => {
    const words = [match[1] ?? ''];
    let rest = text.slice(match.index + match[0].length);
    for (;;) {
      const next = /^ ("[^"\n]*"|'[^'\n]*'|<[^>\n]*>|[^\s`]+)/.exec(rest);
      if (next === null) break;
      const raw = next[1] ?? '';
      const isQuoted = /^["'<]/.test(raw);
      const word = isQuoted ? raw : raw.replace(/[.,;:)"'\\]+$/, '');
      const isValue = takesValue(words[0] ?? '', words.at(-1) ?? '');
      const isAction = words.length === 1 && ACTIONS[words[0] ?? ''] !== undefined && word !== 'is';
      if (word === '>' || !(isQuoted || isValue || isAction || OPERAND.test(word))) break;
      words.push(word);
      rest = rest.slice(next[0].length);
      if (!isQuoted && word !== raw) break;
      // What a quoted word or a placeholder ends with may end the command.
      if (!/^ /.test(rest)) break;
    }
    return { line: `migrate ${words.join(' ')}`.replaceAll(HOLE, '…'), words: words.map(filled) };
  });
}

/** A word as a shell hands it over, with something in the place of what is put in. */
function filled(word: string): string {
  const bare = word.replace(/^["'](.*)["']$/s, '$1').replace(/\\?["']/g, '');
  return bare.replaceAll(/\uE000|<[^>]*>|…/g, 'ab12');
}
