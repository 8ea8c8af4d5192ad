import { MigratorError, type Outcome } from '../migrator-error.ts';

/** What went wrong with a backup. */
export type BackupProblem =
  | { readonly problem: 'tool-missing'; readonly program: string }
  | {
      readonly problem: 'tool-too-old';
      readonly program: string;
      /** Major versions. */
      readonly client: number;
      readonly server: number;
    }
  | {
      readonly problem: 'tool-failed';
      /** The command line, as it was run. */
      readonly command: string;
      readonly why: string;
      readonly output: string;
    }
  | { readonly problem: 'no-file'; readonly command: string; readonly file: string }
  | { readonly problem: 'not-verified'; readonly command: string; readonly why: string; readonly output: string }
  | { readonly problem: 'folder'; readonly folder: string; readonly why: string };

export type BackupFailure = BackupProblem & {
  readonly moment: 'before' | 'after';
};

/**
 * A requested backup could not be made or verified. Before a run, nothing ran; after a run, its revisions are applied.
 * @cause pg_dump is missing or older than the server, the disk is full, or the command of `backup.command` failed.
 * @repair The message quotes the tool. Fix the cause and run the command again; exit code 5 means that the backup
 * failed.
 */
export class BackupFailedError extends MigratorError<BackupFailure> {
  readonly code = 'backup-failed';
  override readonly outcome: Outcome = 'backup';
  constructor(facts: BackupFailure, options: ErrorOptions = {}) {
    const end = facts.moment === 'before' ? 'Nothing was run.' : 'The revisions are applied.';
    super(facts, { message: `${backupProblem(facts)} ${end}`, hint: repairOf(facts), cause: options.cause });
  }
}

/** In words, also for `backup verify`. */
export function backupProblem(facts: BackupProblem): string {
  switch (facts.problem) {
    case 'tool-missing':
      return `The backup needs ${facts.program}, which is not installed.`;
    case 'tool-too-old':
      return `The backup needs ${facts.program} ${facts.server} or newer: ${facts.program} ${facts.client} cannot dump a server of version ${facts.server}.`;
    case 'tool-failed':
      return `The backup failed: ${facts.command}: ${facts.why}.${quoted(facts.output)}`;
    case 'no-file':
      return `The backup failed: ${facts.command} succeeded but left no data in ${facts.file}.`;
    case 'not-verified':
      return `The backup cannot be read back: ${facts.command}: ${facts.why}.${quoted(facts.output)}`;
    case 'folder':
      return `The backup cannot be written to ${facts.folder}: ${facts.why}.`;
  }
}

function quoted(output: string): string {
  return output === '' ? '' : `\n${output.replace(/^/gm, '    ')}\n `;
}

function repairOf(facts: BackupFailure): string {
  switch (facts.problem) {
    case 'tool-missing':
      return `Install it (Debian: apt-get install postgresql-client), or name another tool in "backup.command".`;
    case 'tool-too-old':
      return `Install the client of version ${facts.server} (apt-get install postgresql-client-${facts.server}, from apt.postgresql.org where the distribution has an older one); it is also found in /usr/lib/postgresql/${facts.server}/bin. Or name another tool in "backup.command".`;
    case 'folder':
      return 'Name a folder that can be written to in "backup.dir".';
    default:
      return facts.moment === 'before'
        ? 'Fix what the tool reports, and run the command again.'
        : 'Fix what the tool reports, and take a backup by hand.';
  }
}

export interface BackupRequired {
  /** The environment that requires it; `null`: the top of the configuration. */
  readonly environment: string | null;
}

/**
 * `--backup never` where the configuration says that a backup is required.
 * @cause `backup.required` is true, for the chosen environment or for all.
 * @repair Run it without `--backup never`, or change `backup.required` in the configuration.
 */
export class BackupRequiredError extends MigratorError<BackupRequired> {
  readonly code = 'backup-required';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: BackupRequired) {
    const where = facts.environment === null ? 'The configuration' : `The environment ${facts.environment}`;
    super(facts, {
      message: `${where} requires a backup, so --backup never is refused. Nothing was run.`,
      hint: 'Run it without --backup.',
    });
  }
}
