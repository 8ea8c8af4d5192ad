import { COMMAND_NAMES } from './command-names.ts';

const NAMES = COMMAND_NAMES.join('|');

/** `migrate` where a command line begins: before a command, an option or a placeholder. */
const CALL = new RegExp(`(?<![\\w./@:=-])migrate (?=(?:${NAMES}|help)(?![\\w-])|--?\\w|[<[])`, 'g');

/**
 * A hint, or the help, with each command line as it is typed in this shell. Not for text that people wrote, such as the
 * message of a revision: it may have the same words.
 *
 * @param program as `calledAs` gives it
 */
export function asTyped(text: string, program: string): string {
  return program === 'migrate' ? text : text.replace(CALL, () => `${program} `);
}
