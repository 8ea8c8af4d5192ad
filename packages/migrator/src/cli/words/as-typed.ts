import { COMMAND_NAMES } from './command-names.ts';

const NAMES = COMMAND_NAMES.join('|');

/** `migrate` where a command line begins: before a command, an option or a placeholder. */
const CALL = new RegExp(`(?<![\\w./@:=-])migrate (?=(?:${NAMES}|help)(?![\\w-])|--?\\w|[<[])`, 'g');

/**
 * A hint, or the help, with each command line as typed in this shell. Not for text by users, such as the message of a
 * revision, which may contain the same words.
 *
 * @param program from `calledAs`
 */
export function asTyped(text: string, program: string): string {
  return program === 'migrate' ? text : text.replace(CALL, () => `${program} `);
}
