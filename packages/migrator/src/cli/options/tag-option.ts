import { type Command, Option } from 'commander';

/** `--tag`, as in Alembic: a text of the caller that is kept with the run. */
export function declareTag(command: Command): void {
  command.addOption(new Option('--tag <text>', 'kept in the log with this run, such as a release or a ticket'));
}

/** The tag among a command's options. */
export function tagOf({ tag }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof tag === 'string' && tag.trim() !== '' ? tag.trim() : undefined;
}
