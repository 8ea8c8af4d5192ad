import { MigratorError } from '../migrator-error.ts';
import { shellWord } from '../shell-word.ts';
import { type BackupProblem, backupProblem } from './backup-errors.ts';

export type RestoreRefusal =
  | { readonly problem: 'file-missing'; readonly file: string }
  | { readonly problem: 'file-changed'; readonly file: string; readonly why: string }
  | {
      readonly problem: 'not-empty';
      readonly file: string;
      /** Without a password. */
      readonly database: string;
      /** Some of what is in it. */
      readonly found: readonly string[];
    }
  | { readonly problem: 'kept-by-tool'; readonly file: string; readonly tool: string; readonly label: string | null }
  | { readonly problem: 'tool'; readonly file: string; readonly tool: BackupProblem };

/**
 * A backup was not restored: the file is damaged, or the database is not empty. Nothing was changed.
 * @cause The database that `--into` names is in use, the file was damaged or cut, or pg_restore is missing.
 * @repair Name a database that does not exist yet; Braid creates it. `migrate backup list` lists the files.
 */
export class RestoreRefusedError extends MigratorError<RestoreRefusal> {
  readonly code = 'restore-refused';
  constructor(facts: RestoreRefusal) {
    super(facts, { message: `${refusal(facts)} Nothing was changed.`, hint: repairOf(facts) });
  }
}

function refusal(facts: RestoreRefusal): string {
  switch (facts.problem) {
    case 'file-missing':
      return `${facts.file} does not exist.`;
    case 'file-changed':
      return `${facts.file} is damaged: ${facts.why}.`;
    case 'not-empty':
      return `${facts.database} is not empty (${facts.found.join(', ')}).`;
    case 'kept-by-tool':
      return `${facts.file} is only the manifest of a backup that ${facts.tool} keeps${facts.label === null ? '' : ` as ${facts.label}`}.`;
    case 'tool':
      return backupProblem(facts.tool).replace('The backup needs', 'Restoring needs');
  }
}

function repairOf(facts: RestoreRefusal): string {
  switch (facts.problem) {
    case 'file-missing':
    case 'file-changed':
      return 'See which backups there are: migrate backup list';
    case 'not-empty':
      return `Name a database that does not exist yet; Braid creates it: migrate restore ${shellWord(facts.file)} --into '…'`;
    case 'kept-by-tool':
      return facts.tool === 'pgbackrest'
        ? `Restore the cluster with it, stopped: pgbackrest --stanza=… --set=${facts.label ?? '…'} restore`
        : 'Restore it with the tool that made it.';
    case 'tool':
      return 'Install the PostgreSQL client programs of the version of the server.';
  }
}

export interface RestoreFailure {
  readonly file: string;
  readonly database: string;
  readonly why: string;
  readonly output: string;
}

/**
 * pg_restore failed. It works in one transaction, so nothing of the backup is in the database.
 * @cause A role or an extension that the backup names is not on the server, or the server is older than the backup's.
 * @repair The message quotes pg_restore. Create the role or install the extension, and run the command again.
 */
export class RestoreFailedError extends MigratorError<RestoreFailure> {
  readonly code = 'restore-failed';
  constructor(facts: RestoreFailure) {
    const said = facts.output === '' ? '' : `\n${facts.output.replace(/^/gm, '    ')}\n `;
    super(facts, {
      message: `Restoring ${facts.file} into ${facts.database} failed: ${facts.why}.${said} Nothing was restored.`,
      hint: 'Fix what pg_restore reports, and run the command again.',
    });
  }
}
