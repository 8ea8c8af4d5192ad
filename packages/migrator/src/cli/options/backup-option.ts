import { type Command, InvalidArgumentError, Option } from 'commander';

/** The possible values of `--backup`. */
interface BackupWords {
  readonly before: boolean;
  readonly after: boolean;
}

/** `--backup`, of every command that runs revisions. */
export function declareBackup(command: Command): void {
  command.addOption(
    new Option('--backup <when>', 'back up the database: before, after, before,after or never').argParser(words),
  );
}

/** The value of `--backup`; `undefined` if it was not given. */
export function backupOf({ backup }: Readonly<Record<string, unknown>>): BackupWords | undefined {
  return typeof backup === 'string' ? parse(backup) : undefined;
}

function words(text: string): string {
  if (parse(text) === undefined) throw new InvalidArgumentError('Write before, after, before,after or never.');
  return text;
}

function parse(text: string): BackupWords | undefined {
  const given = text.split(',').map((word) => word.trim());
  if (given.length === 1 && given[0] === 'never') return { before: false, after: false };
  if (given.some((word) => word !== 'before' && word !== 'after')) return undefined;
  return { before: given.includes('before'), after: given.includes('after') };
}
