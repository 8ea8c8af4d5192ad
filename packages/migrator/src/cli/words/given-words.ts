import { UsageError } from '../../errors/usage/usage-error.ts';

/** The variable with the command line of a container, used without arguments. */
const VARIABLE = 'MIGRATION_COMMAND';

/**
 * The words of a command line: the given ones, or those of `MIGRATION_COMMAND`. Throws a `UsageError` if its value
 * cannot be split.
 */
export function givenWords(
  argv: readonly string[],
  { [VARIABLE]: value = '' }: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return argv.length > 0 ? argv : splitWords(value);
}

/** Characters with a meaning in a shell. A `#` begins a comment only at the beginning of a word. */
const SHELL_ONLY = /[|&;<>()$`*?[\]{}~!]/;

/**
 * Splits a text into words as a POSIX shell does: blanks, single and double quotes, backslashes. No shell runs:
 * unquoted characters that one would expand or run (`$`, `|`, `&&`, `*` …) are refused, because they would have no
 * effect.
 */
export function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  const rest = { text, at: 0 };
  while (rest.at < text.length) {
    const next = text[rest.at] ?? '';
    if (/[ \t\n]/.test(next)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      rest.at += 1;
    } else word = (word ?? '') + readPiece(rest, next, word === undefined);
  }
  return word === undefined ? words : [...words, word];
}

interface Rest {
  readonly text: string;
  at: number;
}

function readPiece(rest: Rest, next: string, isFirst: boolean): string {
  if (next === "'") return readQuoted(rest, "'");
  if (next === '"') return readQuoted(rest, '"');
  rest.at += 1;
  if (next === '\\') return readEscaped(rest);
  if (SHELL_ONLY.test(next) || (next === '#' && isFirst)) throw refused(rest.text, `${next} without quotes`);
  return next;
}

/** A backslash keeps the next character; before a line end both are removed. */
function readEscaped(rest: Rest): string {
  const kept = rest.text[rest.at];
  if (kept === undefined) throw refused(rest.text, 'a backslash at its end');
  rest.at += 1;
  return kept === '\n' ? '' : kept;
}

function readQuoted(rest: Rest, quote: '"' | "'"): string {
  const { text } = rest;
  let read = '';
  for (rest.at += 1; rest.at < text.length; rest.at += 1) {
    const next = text[rest.at] ?? '';
    if (next === quote) {
      rest.at += 1;
      return read;
    }
    if (quote === '"' && (next === '$' || next === '`')) throw refused(text, `${next} in double quotes`);
    const escaped = text[rest.at + 1] ?? '';
    if (quote === '"' && next === '\\' && /["\\$`\n]/.test(escaped)) {
      if (escaped !== '\n') read += escaped;
      rest.at += 1;
    } else read += next;
  }
  throw refused(text, `a ${quote} that is not closed`);
}

function refused(value: string, why: string): UsageError {
  return new UsageError({ problem: 'command-variable', variable: VARIABLE, value, why });
}
