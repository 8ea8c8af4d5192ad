import { type BackupProblem, backupProblem } from '../backup/backup-errors.ts';
import { MigratorError } from '../migrator-error.ts';

/** Why no copy could be made. */
export type CopyProblem =
  | { readonly problem: 'tool'; readonly tool: BackupProblem }
  | { readonly problem: 'no-file' | 'not-an-archive'; readonly file: string }
  | {
      readonly problem: 'extension-missing';
      readonly extensions: readonly string[];
      /** The scratch server is one of the user's. */
      readonly onShadow: boolean;
    }
  | {
      readonly problem: 'server-older';
      /** Major versions. */
      readonly source: number;
      readonly server: number;
      readonly onShadow: boolean;
    }
  /** The output of the tool, without the lines that quote rows. */
  | { readonly problem: 'tool-failed'; readonly command: string; readonly why: string; readonly output: string }
  | {
      readonly problem: 'rows-refused';
      readonly table: string;
      readonly sqlState?: string;
      readonly constraint?: string;
      readonly masked: readonly string[];
    }
  | { readonly problem: 'not-readable'; readonly table: string }
  | { readonly problem: 'server-refused'; readonly sqlState?: string; readonly said: string }
  | { readonly problem: 'disk-full' };

/**
 * `migrate rehearse` could not copy the database. The copy is dropped; the source is unchanged.
 * @cause pg_dump is missing or older than the source, the scratch server lacks an extension or a role or is older than
 * the source, a mask breaks a constraint, or the disk is full.
 * @repair The message names what is missing. Name a server that has it with `shadowUrl` in the configuration.
 */
export class RehearsalCopyError extends MigratorError<CopyProblem> {
  readonly code = 'rehearsal-copy';
  constructor(facts: CopyProblem, options: ErrorOptions = {}) {
    super(facts, {
      message: `${inWords(facts)} Nothing was run; the source is unchanged.`,
      hint: repairOf(facts),
      cause: options.cause,
    });
  }
}

function inWords(facts: CopyProblem): string {
  switch (facts.problem) {
    case 'tool':
      return backupProblem(facts.tool).replace('The backup needs', 'The copy needs');
    case 'no-file':
      return `${facts.file} does not exist.`;
    case 'not-an-archive':
      return `${facts.file} is not an archive of pg_dump.`;
    case 'extension-missing': {
      const { extensions } = facts;
      return `The scratch server does not have the ${extensions.length === 1 ? 'extension' : 'extensions'} ${extensions.join(', ')} of the source.`;
    }
    case 'server-older':
      return `The source is PostgreSQL ${facts.source}, and the scratch server is PostgreSQL ${facts.server}.`;
    case 'tool-failed':
      return `The copy failed: ${facts.command}: ${facts.why}.${facts.output === '' ? '' : `\n${facts.output.replace(/^/gm, '    ')}\n `}`;
    case 'rows-refused': {
      const by = facts.constraint === undefined ? '' : ` by ${facts.constraint}`;
      const state = facts.sqlState === undefined ? '' : ` (${facts.sqlState})`;
      return `The rows of ${facts.table} were refused${by}${state}.`;
    }
    case 'not-readable':
      return `The role may not read ${facts.table}.`;
    case 'server-refused':
      return `The copy failed: ${facts.said}${facts.sqlState === undefined ? '' : ` (${facts.sqlState})`}.`;
    case 'disk-full':
      return 'The disk of the scratch server is full.';
  }
}

const OTHER_SERVER =
  'Name a server that has it, on which Braid may create databases: "shadowUrl" in migrate.config.json.';

function repairOf(facts: CopyProblem): string {
  switch (facts.problem) {
    case 'tool':
      return facts.tool.problem === 'tool-too-old'
        ? `Install the client of version ${facts.tool.server}: apt-get install postgresql-client-${facts.tool.server} (from apt.postgresql.org where the distribution has an older one).`
        : 'Install the client programs of PostgreSQL (Debian: apt-get install postgresql-client).';
    case 'no-file':
      return 'See which backups there are: migrate backup list';
    case 'not-an-archive':
      return 'Create one with pg_dump --format=custom.';
    case 'extension-missing':
      return facts.onShadow ? `Install ${facts.extensions.length === 1 ? 'it' : 'them'} there.` : OTHER_SERVER;
    case 'server-older':
      return facts.onShadow
        ? 'Name a server of the same version, or a newer one, in "shadowUrl".'
        : 'Name a server of the same version, or a newer one: "shadowUrl" in migrate.config.json.';
    case 'tool-failed':
      return `Fix what it reports. For a missing role: "create role … nologin" on the server of "shadowUrl". For anything else that the scratch server lacks, name another in "shadowUrl".`;
    case 'rows-refused':
      return facts.masked.length === 0
        ? 'Rehearse without --sample, or check the constraint.'
        : `Give an expression that satisfies the constraint for ${facts.masked.join(', ')}: --mask "table.column=expression".`;
    case 'not-readable':
      return 'Use a role that may read everything: grant pg_read_all_data to … (where rows have policies, one with BYPASSRLS).';
    case 'server-refused':
      return 'Fix what the server reports, and run the command again.';
    case 'disk-full':
      return 'Free space, copy less (--sample 10%), or name another server in "shadowUrl".';
  }
}
