import type { FleetSettings } from '../../fleet/fleet-settings.ts';
import type { SeverityChoice } from '../../health/judge.ts';
import type { HealthLimits } from '../../health/limits.ts';
import type { Severity } from '../../health/rule.ts';
import type { LevelChoice } from '../../lint/lint-settings.ts';
import type { LintLimits } from '../../lint/rule/lint-limits.ts';
import type { HeaderNote } from '../../revision/header/header-notes.ts';
import type { RevisionTemplates } from '../../revision/template/revision-templates.ts';

/** Limits of the runner. All are milliseconds. */
export interface RunnerConfig {
  /** Length of the lease; a killed runner is taken over after it. */
  readonly lease?: number;
  /** How long to wait for another runner before giving up with exit code 4. */
  readonly lockWait?: number;
  /** `lock_timeout` of the first attempt; it rises to five times this over the retries. */
  readonly lockTimeout?: number;
  /** Total time that a revision may spend on waiting for locks and on retries. */
  readonly lockBudget?: number;
  readonly statementTimeout?: number;
  readonly idleInTransactionTimeout?: number;
  /** `statement_timeout` of concurrent index builds; 0 means none. */
  readonly concurrentIndexTimeout?: number;
}

/**
 * One database that the configuration names. Exactly one of `url` and `urlVariable` is set. What else stands here wins
 * over the top of the file.
 */
export interface EnvironmentConfig {
  readonly url?: string;
  /** Name of the environment variable that holds the URL, so that no secret is in the file. */
  readonly urlVariable?: string;
  /**
   * Ask before anything that loses data or history; refuse without an interactive terminal when `--yes` is not given.
   */
  readonly protected?: boolean;
  /**
   * Which database it is, as `migrate plan --json` says it (`database.identity`): it is protected however it was
   * reached, also through a tunnel.
   */
  readonly identity?: string;
  readonly stateSchema?: string;
  readonly shadowUrl?: string;
  /** Single limits that differ there. */
  readonly runner?: RunnerConfig;
  /** What differs there. */
  readonly backup?: BackupConfig;
  readonly hooks?: HooksConfig;
}

/** Backups of the database before and after runs. */
export interface BackupConfig {
  /**
   * Before every run, before one that may lose data (a downgrade, a marker `lossy`, a statement that drops or
   * overwrites, code), or never; default `never`.
   */
  readonly before?: 'lossy' | 'always' | 'never';
  /** Also after a run; default false. */
  readonly after?: boolean;
  /**
   * What makes it, as a list of words; `{file}` is the file to write. `pgbackrest` with what names the stanza is known.
   * Default: pg_dump.
   */
  readonly command?: readonly string[];
  /** What checks the file of an own command. */
  readonly verify?: readonly string[];
  /** Folder of the files, relative to the workspace; default `.braid/backups`. */
  readonly dir?: string;
  /** How many of a database stay; default: all. */
  readonly keep?: number;
  /** `--backup never` is refused; default false. */
  readonly required?: boolean;
}

/** Commands that are run around runs, each a list of words. */
export interface HooksConfig {
  /** Before anything is run; one that fails means that nothing is. */
  readonly beforeRun?: readonly (readonly string[])[];
  /** The same, only where the run may lose data. */
  readonly beforeLossy?: readonly (readonly string[])[];
  readonly afterRun?: readonly (readonly string[])[];
  readonly onFailure?: readonly (readonly string[])[];
  /** How long one of them may take, in milliseconds; default 600000. */
  readonly timeout?: number;
}

export interface EmbeddedConfig {
  /**
   * Whether it stands in where nothing names a database; `true` also in production. `"embedded": true` is short for it.
   * Default: not in production.
   */
  readonly use?: boolean;
  /** Folder of the embedded PostgreSQL, relative to the workspace. */
  readonly folder?: string;
  /** How long the server stays after the last command, in milliseconds. */
  readonly linger?: number;
}

export interface MergeConfig {
  /** Label of the slice whose folder gets merges of heads of several slices; default: that of the first head. */
  readonly slice?: string;
}

export interface DriftConfig {
  /** Patterns of what other tools own: `schema cron`, `index public.orders.tmp_*`. */
  readonly ignore?: readonly string[];
}

/** Looks at the health of a database; each limit has a default. */
export interface HealthConfig extends Partial<HealthLimits> {
  /** The least severity that makes `migrate health` fail; default `warning`. */
  readonly failOn?: Severity;
  /** Patterns of findings that a team lives with: `unused-index public.tmp_*`. */
  readonly ignore?: readonly string[];
  /** By rule, where it is not that of the rule; `off` leaves the rule out. */
  readonly severity?: Readonly<Record<string, SeverityChoice>>;
}

/** Rules of `migrate lint`; each limit has a default. */
export interface LintRulesConfig extends Partial<LintLimits> {
  /** By rule, where it is not what the rule says; `off` leaves the rule out. */
  readonly rules?: Readonly<Record<string, LevelChoice>>;
}

export interface LintConfig extends LintRulesConfig {
  /** The branch of git whose revisions may be applied; default `main`. */
  readonly base?: string;
  /** Let `migrate check` tell the errors too; default false. */
  readonly check?: boolean;
  /** What `migrate stats --out` wrote of production, relative to the workspace. */
  readonly stats?: string;
  /** `safe`: `revision` writes what changes large tables as `lint --fix` does; default `plain`. */
  readonly generate?: 'plain' | 'safe';
  /** Megabytes from which on a table of the statistics is large; default 1000. */
  readonly largeTable?: number;
  /** By label of a slice, what is other there. */
  readonly slices?: Readonly<Record<string, LintRulesConfig>>;
}

/** Rehearsals on a copy. */
export interface RehearseConfig {
  /** Columns that nobody may see on it: `table.column` or `table.column=expression`. */
  readonly mask?: readonly string[];
}

/** New revision files. */
export interface RevisionsConfig {
  /** Template of their names, without the extension; default `%(time)_%(revision)_%(slug)`. */
  readonly fileName?: string;
  /** Longest `%(slug)`, in characters; default 40. */
  readonly slugLength?: number;
  /** Tables that may be large, with their keys, `app.orders(id)`: generated revisions change their rows in batches. */
  readonly batch?: readonly string[];
  /** Time zone of the times in names; default `UTC`. Headers always say UTC. */
  readonly timezone?: string;
  /** Files that new revisions are written from, relative to the workspace. */
  readonly template?: RevisionTemplates;
  /** Notes that headers of new revisions must have. */
  readonly require?: readonly HeaderNote[];
  /** What a ticket must be, as a whole: a regular expression. */
  readonly ticketPattern?: string;
  /** `2026-11-29`: revisions that were created before that day need no notes. */
  readonly requireSince?: string;
  /** Commands that are run on each new file, as lists of words; `{file}` is its path. */
  readonly postWrite?: readonly (readonly string[])[];
  /** How long one of them may take, in milliseconds; default 60000. */
  readonly postWriteTimeout?: number;
}

export const NOTIFY_FORMATS = ['json', 'slack', 'teams'] as const;

/** The receiver of alerts about runs. Exactly one of `url`, `urlVariable` and `command` is set. */
export interface NotifyConfig {
  /** `failed`, `locks`, `downgrade`, `drift`, `slow>10min`; see `notifyReason`. */
  readonly on: readonly string[];
  readonly url?: string;
  /** Name of the environment variable that holds the URL: those of chats are secrets. */
  readonly urlVariable?: string;
  /** A program and its words. */
  readonly command?: readonly string[];
  /** Default `json`. */
  readonly format?: (typeof NOTIFY_FORMATS)[number];
  /** Name of the environment variable that holds the secret with which requests are signed. */
  readonly secretVariable?: string;
  /** How long all tries may take, in milliseconds; default 10000. */
  readonly timeout?: number;
  /** Only in these environments. */
  readonly environments?: readonly string[];
}

/** What names the tenants of a fleet. `env` is the environment of the control database; default: the chosen one. */
export type FleetSourceConfig = (
  | { readonly kind: 'query'; readonly query: string }
  /** A pattern of LIKE. */
  | { readonly kind: 'schemas'; readonly schemas: string }
  /** JSON, relative to the workspace. */
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'function'; readonly rows: () => unknown }
) & { readonly env?: string };

/** A fleet as it is used: its source, and its settings with their defaults. */
export interface FleetConfig {
  readonly source: FleetSourceConfig;
  readonly settings: FleetSettings;
}

/** The content of `migrate.config.json`, `.mjs` or `.ts`. Everything is optional. */
export interface MigrateConfig {
  /** Globs of slice folders; default `features/*` and `packages/*`. */
  readonly slices?: readonly string[];
  readonly environments?: Readonly<Record<string, EnvironmentConfig>>;
  /** The environment that is used when nothing else names a database. */
  readonly defaultEnvironment?: string;
  /** The schema that holds the state; default `braid`. */
  readonly stateSchema?: string;
  /** A server of your own for scratch databases (proofs, drift), as a role that may create databases. */
  readonly shadowUrl?: string;
  readonly drift?: DriftConfig;
  readonly merge?: MergeConfig;
  readonly revisions?: RevisionsConfig;
  readonly health?: HealthConfig;
  readonly lint?: LintConfig;
  readonly runner?: RunnerConfig;
  readonly backup?: BackupConfig;
  readonly hooks?: HooksConfig;
  readonly embedded?: EmbeddedConfig;
  readonly notify?: readonly NotifyConfig[];
  readonly rehearse?: RehearseConfig;
  /** Many databases or schemas that have the same revisions, by name. */
  readonly fleets?: Readonly<Record<string, FleetConfig>>;
}
