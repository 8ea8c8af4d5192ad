import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError } from '../migrator-error.ts';
import { UntypedError } from '../untyped-error.ts';

/** The schema of a slice cannot import drizzle-orm. */
export class DrizzleOrmMissingError extends MigratorError<{ readonly slice: string }> {
  readonly code = 'drizzle-orm-missing';
  constructor(slice: string) {
    super(
      { slice },
      {
        message: `The schema of slice ${slice} needs drizzle-orm, which is not installed where its files are.`,
        hint: 'npm install drizzle-orm',
      },
    );
  }
}

/** drizzle-orm is older than 0.36, a preview of 1.0 before rc.5, or newer than 1.x. */
export class DrizzleOrmVersionError extends MigratorError<{ readonly slice: string; readonly version: string }> {
  readonly code = 'drizzle-orm-version';
  constructor(slice: string, version: string) {
    super(
      { slice, version },
      {
        message: `The schema of slice ${slice} is written for drizzle-orm ${version}. Braid reads 0.36 to 0.45, and 1.x from 1.0.0-rc.5.`,
        hint: 'npm install drizzle-orm@^0.45.4',
      },
    );
  }
}

/** The base of failures to load the schema file of a slice. */
export abstract class SchemaFileError extends UntypedError {
  constructor(
    problem: string,
    place: { readonly slice: string; readonly file: string; readonly line?: number | undefined },
    hint: string,
  ) {
    const { slice, file, line } = place;
    const at = line === undefined ? file : `${file}:${line}`;
    super(`${at}: ${problem}`, { facts: { slice, file, ...(line === undefined ? {} : { line }) }, hint });
  }
}

/** `slice.json` names a schema file that is not there. */
export class SchemaFileMissingError extends SchemaFileError {
  readonly code = 'schema-file-missing';
  constructor(slice: string, file: string) {
    super(
      `the schema file of slice ${slice} does not exist`,
      { slice, file },
      `Create it, or correct "schema" in the slice.json of ${slice}.`,
    );
  }
}

/** A schema file, or a file that it imports, is no TypeScript. */
export class SchemaFileSyntaxError extends SchemaFileError {
  readonly code = 'schema-file-syntax';
  constructor(slice: string, file: string, line: number, problem: string) {
    super(quoteForMessage(problem, 200), { slice, file, line }, `Correct line ${line} of ${file}.`);
  }
}

/** A schema file, or a file that it imports, failed while it was loaded. */
export class SchemaFileLoadError extends SchemaFileError {
  readonly code = 'schema-file-load';
  constructor(slice: string, file: string, line: number | undefined, problem: string) {
    super(
      `the schema of slice ${slice} cannot be loaded: ${quoteForMessage(problem, 300)}`,
      { slice, file, line },
      'Correct it; a schema file only declares tables and must load without a database, a server or variables of the environment.',
    );
  }
}

/** Loading or reading a schema called `process.exit`. drizzle-kit does so when the schema is wrong, after printing why. */
export class SchemaFileExitError extends SchemaFileError {
  readonly code = 'schema-file-exit';
  constructor(
    slice: string,
    place: { readonly file: string; readonly line?: number | undefined },
    exitCode: number,
    printed: string,
  ) {
    const why = printed === '' ? `something called process.exit(${exitCode})` : quoteForMessage(printed, 500);
    super(
      `the schema of slice ${slice} was refused: ${why}`,
      { slice, ...place },
      `Correct what ${place.file} declares.`,
    );
  }
}

/** A schema file, or a file that it imports, does not end: a loop, or an `await` of what never comes. */
export class SchemaFileTimeoutError extends SchemaFileError {
  readonly code = 'schema-file-timeout';
  constructor(slice: string, file: string, patience: number) {
    super(
      `the schema of slice ${slice} was still loading after ${patience / 1000} s`,
      { slice, file },
      'Look for a loop or an await in it and in what it imports; a schema file only declares tables.',
    );
  }
}

/** The default of a column is a JavaScript value that PostgreSQL cannot hold in a column of its type. */
export class UnwritableDefaultError extends SchemaFileError {
  readonly code = 'schema-default';
  constructor(slice: string, file: string, column: string, problem: string) {
    super(
      `the default of ${quoteForMessage(column, 150)} cannot be written: ${quoteForMessage(problem, 200)}`,
      { slice, file },
      `Correct its .default(…) in ${file}, or give an expression: .default(sql\`…\`).`,
    );
  }
}

/** drizzle-kit failed to compare two states. */
export class SchemaDiffError extends UntypedError {
  readonly code = 'schema-diff';
  constructor(problem: string) {
    super(`The schemas cannot be compared: ${quoteForMessage(problem, 500)}`, {
      facts: { problem },
      hint: 'Write the change by hand: migrate revision --empty -m "…", and report it as a defect of Braid with the two versions of the schema.',
    });
  }
}

/** The base of faults in who owns what. */
export abstract class SchemaOwnershipError extends UntypedError {}

/** One slice exports an object that another slice exports too: the same object, not a copy. */
export class ReExportError extends SchemaOwnershipError {
  readonly code = 'schema-re-export';
  constructor(name: string, slices: readonly string[]) {
    super(
      `${quoteForMessage(name)} is exported by the schemas of ${slices.join(' and ')}: one of them exports what is the other's.`,
      {
        facts: { name, slices },
        hint: `Remove the re-export; whoever needs it imports it from the slice that declares it.`,
      },
    );
  }
}

/** Two slices, or one slice twice, declare the same thing. */
export class DuplicateEntityError extends SchemaOwnershipError {
  readonly code = 'schema-duplicate';
  constructor(entity: string, slices: readonly string[]) {
    const [first = '', second = ''] = slices;
    const where = first === second ? `twice by slice ${first}` : `by slices ${first} and ${second}`;
    super(`${quoteForMessage(entity)} is declared ${where}.`, {
      facts: { entity, slices },
      hint: 'Let one slice declare it and import it from there, or give one of the two another name.',
    });
  }
}

/** A table stands in a PostgreSQL schema, or a column has an enum type, that no slice exports: nobody would create it. */
export class UnexportedEntityError extends SchemaOwnershipError {
  readonly code = 'schema-unexported';
  constructor(missing: string, usedBy: string, slice: string, file: string) {
    super(`${quoteForMessage(usedBy)} of slice ${slice} needs ${quoteForMessage(missing)}, which no slice exports.`, {
      facts: { missing, usedBy, slice, file },
      hint: `Export it from ${file}; if something else creates a schema, mark it: pgSchema("…").existing()`,
    });
  }
}

/** A name that drizzle-kit cannot quote. */
export class UnsupportedNameError extends SchemaOwnershipError {
  readonly code = 'schema-name';
  constructor(entity: string, slice: string) {
    super(
      `${quoteForMessage(entity)} of slice ${slice} has a name with a double quote, which drizzle-kit does not quote.`,
      {
        facts: { entity, slice },
        hint: 'Choose another name.',
      },
    );
  }
}

/** Something is gone from one slice and has appeared in another: read literally, its rows would be dropped. */
export class EntityMovedError extends SchemaOwnershipError {
  readonly code = 'schema-moved';
  constructor(entity: string, from: string, to: string) {
    super(
      `${quoteForMessage(entity)} has moved from slice ${from} to slice ${to}: dropping and creating it would lose its rows.`,
      {
        facts: { entity, from, to },
        hint: `Hand it over without touching the database: migrate snapshot --slice ${from} --slice ${to}`,
      },
    );
  }
}

/** The snapshot has entities and the schema file has none. */
export class SchemaEmptyError extends UntypedError {
  readonly code = 'schema-empty';
  constructor(slice: string, file: string, count: number) {
    super(`The schema of slice ${slice} became empty: its ${count} entities would all be dropped.`, {
      facts: { slice, file, count },
      hint: `If ${file} should declare tables, make sure that it exports them by name. If everything shall go: migrate revision --slice ${slice} --allow-empty -m "…"`,
    });
  }
}
