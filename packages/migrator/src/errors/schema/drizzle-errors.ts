import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError } from '../migrator-error.ts';

export interface DrizzleOrmMissing {
  readonly slice: string;
}

/**
 * The schema of a slice cannot import drizzle-orm.
 * @cause drizzle-orm is not installed in the workspace, or not where the files of the slice can resolve it.
 * @repair Run `npm install drizzle-orm` in the workspace.
 */
export class DrizzleOrmMissingError extends MigratorError<DrizzleOrmMissing> {
  readonly code = 'drizzle-orm-missing';
  constructor(facts: DrizzleOrmMissing) {
    super(facts, {
      message: `The schema of slice ${facts.slice} needs drizzle-orm, which is not installed where its files are.`,
      hint: 'npm install drizzle-orm',
    });
  }
}

export interface DrizzleOrmVersion {
  readonly slice: string;
  /** The version that is installed. */
  readonly version: string;
}

/**
 * The installed drizzle-orm is older than 0.36, a preview of 1.0 before rc.5, or newer than 1.x.
 * @cause The workspace was not updated for a long time, or was updated to a version that Braid does not know.
 * @repair Install a version that Braid reads: `npm install drizzle-orm@^0.45.4`, or 1.x from 1.0.0-rc.5.
 */
export class DrizzleOrmVersionError extends MigratorError<DrizzleOrmVersion> {
  readonly code = 'drizzle-orm-version';
  constructor(facts: DrizzleOrmVersion) {
    super(facts, {
      message: `The schema of slice ${facts.slice} is written for drizzle-orm ${facts.version}. Braid reads 0.36 to 0.45, and 1.x from 1.0.0-rc.5.`,
      hint: 'npm install drizzle-orm@^0.45.4',
    });
  }
}

/** `drizzle-kit`: an error of drizzle-kit itself. The others are checks of its output. */
export type SchemaDiff =
  | { readonly reason: 'drizzle-kit'; readonly said: string }
  | { readonly reason: 'entities'; readonly slice: string; readonly said: string }
  | { readonly reason: 'answers-mixed-up' | 'comment-changes-statements' }
  | { readonly reason: 'hints-missing'; readonly entities: readonly string[] }
  | { readonly reason: 'drops-cascading' | 'no-transaction'; readonly sql: string }
  | { readonly reason: 'snapshot-text'; readonly object: string; readonly said: string };

/**
 * Two states of a schema cannot be compared.
 * @cause drizzle-kit does not support the change, or generated something that Braid refuses to write.
 * @repair Write the change by hand with `migrate revision --empty -m "…"`, and report it with the two versions of the
 * schema.
 */
export class SchemaDiffError extends MigratorError<SchemaDiff & { readonly problem: string }> {
  readonly code = 'schema-diff';
  constructor(facts: SchemaDiff) {
    const problem = problemOf(facts);
    super(
      { ...facts, problem },
      {
        message: `The schemas cannot be compared: ${quoteForMessage(problem, 500)}`,
        hint: 'Write the change by hand: migrate revision --empty -m "…", and report it as a bug in Braid, with the two versions of the schema.',
      },
    );
  }
}

function problemOf(facts: SchemaDiff): string {
  switch (facts.reason) {
    case 'drizzle-kit':
      return facts.said;
    case 'entities':
      return `of slice ${facts.slice}, ${facts.said}`;
    case 'answers-mixed-up':
      return 'the schema thread mixed up its answers';
    case 'comment-changes-statements':
      return 'a comment changed the statements';
    case 'hints-missing':
      return `drizzle-kit asks what happened to ${facts.entities.join(', ')}`;
    case 'drops-cascading':
      return `refusing to write: ${facts.sql}`;
    case 'no-transaction':
      return `this cannot run in a transaction: ${facts.sql}`;
    case 'snapshot-text':
      return `the snapshot's text of ${facts.object} cannot be read: ${facts.said}`;
  }
}
