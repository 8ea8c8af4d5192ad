import type { Command, Option } from 'commander';
import { type Candidate, candidate } from './candidate.ts';
import { argumentExpected, type Expected, valueExpected } from './expects.ts';
import { operandsAmong } from './operands.ts';

/** What is known of the command line so far. */
export interface KnownLine {
  /** With the chosen command defined. */
  readonly program: Command;
  /** Names of the commands that are shown, with their summaries. */
  readonly commands: readonly { readonly name: string; readonly summary: string }[];
}

/** What may be at the cursor: words that are known at once, or things of the workspace. */
export type Completion = { readonly words: readonly Candidate[] } | { readonly expected: Expected };

/**
 * @param words the words before the cursor's, without the program's name
 * @param typed the beginning of the word at the cursor
 */
export function completeLine({ program, commands }: KnownLine, words: readonly string[], typed: string): Completion {
  const names = commands.map(({ name, summary }) => candidate(name, summary));
  const [name] = operandsAmong(program.options, words);
  const command = program.commands.find((one) => one.name() === name);
  const options = [...program.options, ...(command?.options ?? [])].filter(({ hidden }) => !hidden);
  const open = openOption(options, words);
  if (open !== undefined) return { expected: valueExpected(open.long ?? '', open.argChoices) };
  const inline = /^(--[\w-]+)=/.exec(typed);
  if (inline !== null) return inlineValue(options, inline[1] ?? '');
  if (typed.startsWith('-')) {
    const flags = options.flatMap(({ long, short, description }) => {
      const flag = long ?? short;
      return flag === undefined ? [] : [candidate(flag, description)];
    });
    return { words: [...flags, candidate('--help', 'print help')] };
  }
  if (name === undefined) return { words: names };
  const expected = argumentExpected(name, operandsAmong(options, words).length - 1);
  return expected === 'command' ? { words: names } : { expected };
}

/** The option at the end of the line whose value comes next. A list takes values until the next option. */
function openOption(options: readonly Option[], words: readonly string[]): Option | undefined {
  for (let at = words.length - 1; at >= 0; at--) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) continue;
    const option = options.find(({ long, short }) => word === long || word === short);
    if (option === undefined || !(option.required || option.optional)) return undefined;
    return at === words.length - 1 || option.variadic ? option : undefined;
  }
  return undefined;
}

/** `--slice=ev`: only choices can be offered so, since the shell takes the whole word. */
function inlineValue(options: readonly Option[], flag: string): Completion {
  const choices = options.find(({ long }) => long === flag)?.argChoices ?? [];
  return { words: choices.map((choice) => candidate(`${flag}=${choice}`)) };
}
