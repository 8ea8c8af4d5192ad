import { MigratorError } from '../migrator-error.ts';

export interface DatabaseReadOnly {
  readonly target: string;
  readonly reason: 'standby' | 'default_transaction_read_only';
}

/**
 * The server cannot be changed: it is a standby, or sessions are read-only by default.
 * @cause The URL names a replica, or an administrator has set `default_transaction_read_only`.
 * @repair Name the primary server with `--url`, or ask an administrator to reset the setting.
 */
export class DatabaseReadOnlyError extends MigratorError<DatabaseReadOnly> {
  readonly code = 'database-read-only';
  constructor(facts: DatabaseReadOnly) {
    const { target, reason } = facts;
    super(
      facts,
      reason === 'standby'
        ? {
            message: `${target} is a standby in recovery; it cannot be changed`,
            hint: 'Name the primary server with `--url`, or add `target_session_attrs`-like routing to your host name.',
          }
        : {
            message: `${target} opens read-only transactions (default_transaction_read_only is on)`,
            hint: 'Find out why an administrator made it read-only; `ALTER ROLE … RESET default_transaction_read_only` (or ALTER DATABASE …) makes it writable.',
          },
    );
  }
}

export interface ServerTooOld {
  readonly target: string;
  /** `13.14`. */
  readonly version: string;
}

/**
 * The server is older than PostgreSQL 14.
 * @cause The server has not been upgraded for years; PostgreSQL 13 and older no longer get fixes.
 * @repair Upgrade the server to PostgreSQL 14 or newer.
 */
export class ServerTooOldError extends MigratorError<ServerTooOld> {
  readonly code = 'database-server-too-old';
  constructor(facts: ServerTooOld) {
    super(facts, {
      message: `${facts.target} runs PostgreSQL ${facts.version}; 14 is the oldest that is supported`,
      hint: 'Upgrade the server to PostgreSQL 14 or newer.',
    });
  }
}

export interface WrongServerSetting {
  readonly target: string;
  readonly setting: 'server_encoding' | 'standard_conforming_strings';
  readonly value: string;
}

const SETTINGS: Readonly<Record<WrongServerSetting['setting'], { readonly wanted: string; readonly hint: string }>> = {
  server_encoding: {
    wanted: 'UTF8',
    hint: 'Create the database with `encoding = UTF8 template = template0` and move the data.',
  },
  standard_conforming_strings: {
    wanted: 'on',
    hint: 'Run: alter role … reset standard_conforming_strings (or alter database …).',
  },
};

/**
 * A setting of the database would change the meaning of revision files.
 * @cause The database was created with an encoding other than UTF8, or `standard_conforming_strings` is off.
 * @repair Reset the setting of the role or database; for the encoding, create a database with UTF8 and move the data.
 */
export class WrongServerSettingError extends MigratorError<WrongServerSetting & { readonly wanted: string }> {
  readonly code = 'database-wrong-setting';
  constructor(facts: WrongServerSetting) {
    const { wanted, hint } = SETTINGS[facts.setting];
    super(
      { ...facts, wanted },
      { message: `${facts.target} has ${facts.setting} = ${facts.value}; revisions need ${wanted}`, hint },
    );
  }
}

export interface MissingRight {
  readonly target: string;
  readonly role: string;
  /** What the server said. */
  readonly said: string;
  /** The statement that gives the right. */
  readonly grant: string;
}

/**
 * The role lacks a permission that Braid needs for its own tables.
 * @cause The role may not create the schema of the state, or another role created it and granted nothing.
 * @repair Let an administrator run the GRANT or CREATE SCHEMA that the hint names.
 */
export class MissingRightError extends MigratorError<MissingRight> {
  readonly code = 'database-missing-right';
  constructor(facts: MissingRight) {
    super(facts, {
      message: `Role ${facts.role} may not do this on ${facts.target}: ${facts.said}`,
      hint: `An administrator runs: ${facts.grant}`,
    });
  }
}
