import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError } from '../migrator-error.ts';
import { ForeignFileError, type ForeignPlace } from './foreign-file-error.ts';

export interface FlywayPlaceholder extends ForeignPlace {
  /** As written: `${schema}`. */
  readonly placeholder: string;
}

/**
 * A migration of Flyway has a placeholder, which only Flyway replaces.
 * @cause The text has `${name}`, whose value is in Flyway's configuration, and may differ between databases.
 * @repair Write the value instead of the placeholder; where it differs between databases, choose one for the history.
 * Databases then need `flyway repair`, which renews the checksum, before they are taken over.
 */
export class FlywayPlaceholderError extends ForeignFileError<FlywayPlaceholder> {
  readonly code = 'flyway-placeholder';
  constructor(facts: FlywayPlaceholder) {
    super(facts, {
      problem: `Flyway replaces ${quoteForMessage(facts.placeholder)}, and Braid does not know its value`,
      hint: 'Write the value instead, run flyway repair on each database, then run this again. If the file means the text itself, set placeholderReplacement=false in its .conf file.',
    });
  }
}

export type InvalidFlywayHistory = { readonly file: string } & (
  | { readonly problem: 'nothing-there' }
  | { readonly problem: 'same-version' | 'same-name'; readonly value: string; readonly other: string }
  | { readonly problem: 'undo-alone'; readonly version: string }
  | { readonly problem: 'option'; readonly option: string }
);

/**
 * A folder of Flyway's migrations is incomplete or contradicts itself.
 * @cause Two files have the same version (`1.0` is `1`), an undo file has no versioned one, or a script has options
 * that only Flyway can follow.
 * @repair Bring the files to what `flyway validate` accepts, then run `migrate adopt flyway <path>` again.
 */
export class FlywayHistoryError extends MigratorError<InvalidFlywayHistory> {
  readonly code = 'flyway-history-invalid';
  constructor(facts: InvalidFlywayHistory) {
    super(facts, explained(facts));
  }
}

function explained(facts: InvalidFlywayHistory): { readonly message: string; readonly hint: string } {
  const { file } = facts;
  switch (facts.problem) {
    case 'nothing-there':
      return {
        message: `${file} has no migrations of Flyway: no file such as V1__name.sql.`,
        hint: 'Name the folder that flyway.locations names: migrate adopt flyway src/main/resources/db/migration',
      };
    case 'same-version':
      return {
        message: `${file} has version ${facts.value}, and so has ${facts.other}.`,
        hint: 'Keep one of the two; flyway validate rejects both as well.',
      };
    case 'same-name':
      return {
        message: `${file} is repeatable and is called ${quoteForMessage(facts.value)}, and so is ${facts.other}.`,
        hint: 'Rename one of the two; flyway validate rejects both as well.',
      };
    case 'undo-alone':
      return {
        message: `${file} undoes version ${facts.version}, which no file has.`,
        hint: `Bring the file of version ${facts.version} back from git, or delete this one.`,
      };
    case 'option':
      return {
        message: `${file} has the option ${quoteForMessage(facts.option)}, which only Flyway can follow.`,
        hint: 'Remove the option, and the script with it where it never runs.',
      };
  }
}

export type FlywayConfigFacts = { readonly file: string } & (
  | { readonly problem: 'not-toml' }
  | { readonly problem: 'location'; readonly location: string }
);

/**
 * A configuration of Flyway does not name the folder of its migrations.
 * @cause `flyway.locations` names a bucket, a pattern, or nothing; or the file is not valid TOML.
 * @repair Name the folder with the migrations: `migrate adopt flyway path/to/folder`.
 */
export class FlywayConfigError extends MigratorError<FlywayConfigFacts> {
  readonly code = 'flyway-config';
  constructor(facts: FlywayConfigFacts, options: ErrorOptions = {}) {
    super(facts, {
      message:
        facts.problem === 'not-toml'
          ? `${facts.file} is not valid TOML.`
          : `${facts.file}: the location ${quoteForMessage(facts.location)} is not a folder of this workspace.`,
      hint: 'Name the folder with the migrations: migrate adopt flyway path/to/folder',
      cause: options.cause,
    });
  }
}
