import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError } from '../migrator-error.ts';

export interface SchemaFilePlace {
  readonly slice: string;
  readonly file: string;
  readonly line?: number;
}

/** The base of failures to load the schema file of a slice. */
export abstract class SchemaFileError<F extends SchemaFilePlace = SchemaFilePlace> extends MigratorError<F> {
  constructor(facts: F, { problem, hint }: { readonly problem: string; readonly hint: string }) {
    const { file, line } = facts;
    super(facts, { message: `${line === undefined ? file : `${file}:${line}`}: ${problem}`, hint });
  }
}

/**
 * `slice.json` names a schema file that does not exist.
 * @cause The file was moved or renamed, or `"schema"` in `slice.json` is misspelt.
 * @repair Create the file, or correct `"schema"` in the `slice.json` of the slice.
 */
export class SchemaFileMissingError extends SchemaFileError {
  readonly code = 'schema-file-missing';
  constructor(facts: SchemaFilePlace) {
    super(facts, {
      problem: `the schema file of slice ${facts.slice} does not exist`,
      hint: `Create it, or correct "schema" in the slice.json of ${facts.slice}.`,
    });
  }
}

export interface SchemaFileSyntax extends SchemaFilePlace {
  readonly line: number;
  /** What the parser said. */
  readonly said: string;
}

/**
 * A schema file, or a file that it imports, is not valid TypeScript.
 * @cause The file was saved half-edited, or has syntax that TypeScript does not know; the message quotes the parser.
 * @repair Correct the line of the schema file that the message names.
 */
export class SchemaFileSyntaxError extends SchemaFileError<SchemaFileSyntax> {
  readonly code = 'schema-file-syntax';
  constructor(facts: SchemaFileSyntax) {
    super(facts, {
      problem: quoteForMessage(facts.said, 200),
      hint: `Correct line ${facts.line} of ${facts.file}.`,
    });
  }
}

export interface SchemaFileLoad extends SchemaFilePlace {
  /** The message of what was thrown. */
  readonly said: string;
}

/**
 * A schema file, or a file that it imports, failed while it was loaded.
 * @cause It imports a module that is not installed, or connects to a database or reads a variable while it loads.
 * @repair Correct it; a schema file only declares tables and must load without a database, a server or environment
 * variables.
 */
export class SchemaFileLoadError extends SchemaFileError<SchemaFileLoad> {
  readonly code = 'schema-file-load';
  constructor(facts: SchemaFileLoad) {
    super(facts, {
      problem: `the schema of slice ${facts.slice} cannot be loaded: ${quoteForMessage(facts.said, 300)}`,
      hint: 'Correct it; a schema file only declares tables and must load without a database, a server or variables of the environment.',
    });
  }
}

export interface SchemaFileExit extends SchemaFilePlace {
  readonly exitCode: number;
  /** The output before that; often empty. */
  readonly printed: string;
}

/**
 * Loading or reading a schema called `process.exit`.
 * @cause drizzle-kit does so when the schema is wrong, after printing why; or the schema imports the code of a program.
 * @repair Correct what the file declares, and import nothing in it that ends the process.
 */
export class SchemaFileExitError extends SchemaFileError<SchemaFileExit> {
  readonly code = 'schema-file-exit';
  constructor(facts: SchemaFileExit) {
    const { slice, file, exitCode, printed } = facts;
    const why = printed === '' ? `something called process.exit(${exitCode})` : quoteForMessage(printed, 500);
    super(facts, {
      problem: `the schema of slice ${slice} was refused: ${why}`,
      hint: `Correct what ${file} declares.`,
    });
  }
}

export interface SchemaFileTimeout extends SchemaFilePlace {
  /** How long Braid waited. */
  readonly waitedMs: number;
}

/**
 * A schema file, or a file that it imports, does not finish loading.
 * @cause It has an endless loop, or awaits something that never happens, such as a connection.
 * @repair Look for a loop or an await in it and in what it imports; a schema file only declares tables.
 */
export class SchemaFileTimeoutError extends SchemaFileError<SchemaFileTimeout> {
  readonly code = 'schema-file-timeout';
  constructor(facts: SchemaFileTimeout) {
    super(facts, {
      problem: `the schema of slice ${facts.slice} was still loading after ${facts.waitedMs / 1000} s`,
      hint: 'Look for a loop or an await in it and in what it imports; a schema file only declares tables.',
    });
  }
}

export interface UnwritableDefault extends SchemaFilePlace {
  /** `events.weight`. */
  readonly ofColumn: string;
  /** Why the default cannot be written. */
  readonly said: string;
}

/**
 * The default of a column is a JavaScript value that a column of its type cannot store.
 * @cause `.default(…)` was given a function, a symbol, `NaN` or an object where the type has no text for it.
 * @repair Correct the `.default(…)`, or give an SQL expression: ``.default(sql`…`)``.
 */
export class UnwritableDefaultError extends SchemaFileError<UnwritableDefault> {
  readonly code = 'schema-default';
  constructor(facts: UnwritableDefault) {
    const { file, ofColumn, said } = facts;
    super(facts, {
      problem: `the default of ${quoteForMessage(ofColumn, 150)} cannot be written: ${quoteForMessage(said, 200)}`,
      hint: `Correct its .default(…) in ${file}, or give an expression: .default(sql\`…\`).`,
    });
  }
}

export interface LooseExport extends SchemaFilePlace {
  /** The name of the export. */
  readonly exported: string;
  /** `index`, `unique constraint` … */
  readonly ofKind: string;
}

/**
 * A schema file exports an index, a constraint or a policy that is part of no table: it would do nothing.
 * @cause It is declared outside its table instead of in the table's third argument.
 * @repair Move it into the third argument of its table: `pgTable('…', { … }, (t) => [ … ])`.
 */
export class LooseExportError extends SchemaFileError<LooseExport> {
  readonly code = 'schema-loose-export';
  constructor(facts: LooseExport) {
    const { exported, ofKind, file } = facts;
    super(facts, {
      problem: `the export ${quoteForMessage(exported, 100)} is ${ofKind === 'index' ? 'an' : 'a'} ${ofKind} that is part of no table, so it does nothing`,
      hint: `Move it into the third argument of its table in ${file}: pgTable('…', { … }, (t) => [ … ]).`,
    });
  }
}

export interface SchemaEmpty extends SchemaFilePlace {
  /** How many entities the snapshot has. */
  readonly count: number;
}

/**
 * The snapshot of a slice has entities and its schema file has none.
 * @cause The schema file exports nothing by name any more, or was emptied by mistake.
 * @repair Make sure that it exports its tables by name; to drop everything, pass `--allow-empty`.
 */
export class SchemaEmptyError extends MigratorError<SchemaEmpty> {
  readonly code = 'schema-empty';
  constructor(facts: SchemaEmpty) {
    const { slice, file, count } = facts;
    super(facts, {
      message: `The schema of slice ${slice} became empty: its ${count} entities would all be dropped.`,
      hint: `If ${file} should declare tables, make sure that it exports them by name. If everything should go: migrate revision --slice ${slice} --allow-empty -m "…"`,
    });
  }
}
