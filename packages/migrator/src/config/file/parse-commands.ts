import type { ConfigChecker } from './config-checker.ts';

/**
 * Commands as lists of words: a command line would need a shell to be taken apart, and a file name with a blank would
 * come apart with it.
 */
export function parseCommands(
  value: unknown,
  path: string,
  check: ConfigChecker,
): readonly (readonly string[])[] | undefined {
  if (value === undefined) return undefined;
  const form = 'must be a list of commands, each a list of words: [["biome", "format", "--write", "{file}"]]';
  if (!Array.isArray(value)) throw check.wrong(path, form);
  return value.map((command: unknown, index) => {
    if (!Array.isArray(command) || command.length === 0) throw check.wrong(path, form);
    return words(command, `${path}[${index}]`, check);
  });
}

/** One command. */
export function parseCommand(value: unknown, path: string, check: ConfigChecker): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.length === 0) {
    throw check.wrong(path, 'must be a list of words: ["pgbackrest", "--stanza=main"]');
  }
  return words(value, path, check);
}

function words(command: readonly unknown[], path: string, check: ConfigChecker): readonly string[] {
  const found = check.strings(command, path);
  if ((found[0] ?? '').trim() === '') throw check.wrong(path, 'begins with an empty word');
  if (found.some((word) => word.includes('\0'))) throw check.wrong(path, 'has a NUL');
  return found;
}
