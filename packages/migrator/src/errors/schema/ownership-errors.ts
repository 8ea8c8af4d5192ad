import { quoteForMessage } from '../files/revision-file-error.ts';
import { type Facts, MigratorError } from '../migrator-error.ts';

/** The base of ownership errors. */
export abstract class SchemaOwnershipError<F extends Facts = Facts> extends MigratorError<F> {}

export interface ReExport {
  /** The name of the export. */
  readonly name: string;
  readonly slices: readonly string[];
}

/**
 * One slice exports an object that another slice exports too: the same object, not a copy.
 * @cause A schema file has `export { … } from` or `export *` of another slice's schema.
 * @repair Remove the re-export, and import the table from the slice that declares it.
 */
export class ReExportError extends SchemaOwnershipError<ReExport> {
  readonly code = 'schema-re-export';
  constructor(facts: ReExport) {
    super(facts, {
      message: `${quoteForMessage(facts.name)} is exported by the schemas of ${facts.slices.join(' and ')}: one of them re-exports it from the other.`,
      hint: 'Remove the re-export, and import it from the slice that declares it.',
    });
  }
}

export interface DuplicateEntity {
  /** `table events`. */
  readonly entity: string;
  /** The two slices that declare it; the same one twice if one slice does. */
  readonly slices: readonly [string, string];
}

/**
 * Two slices, or one slice twice, declare the same thing.
 * @cause A table was copied to another schema file instead of being imported, or two tables have the same name.
 * @repair Let one slice declare it and import it from there, or rename one of the two.
 */
export class DuplicateEntityError extends SchemaOwnershipError<DuplicateEntity> {
  readonly code = 'schema-duplicate';
  constructor(facts: DuplicateEntity) {
    const [first, second] = facts.slices;
    const where = first === second ? `twice by slice ${first}` : `by slices ${first} and ${second}`;
    super(facts, {
      message: `${quoteForMessage(facts.entity)} is declared ${where}.`,
      hint: 'Let one slice declare it and import it from there, or give one of the two another name.',
    });
  }
}

export interface UnexportedEntity {
  /** `schema audit`, `enum public.mood`. */
  readonly missing: string;
  /** The object that needs it. */
  readonly usedBy: string;
  readonly slice: string;
  readonly file: string;
}

/**
 * A table is in a PostgreSQL schema, or a column has an enum type, that no slice exports, so no revision would create
 * it.
 * @cause `pgSchema(…)` or `pgEnum(…)` is a constant of the file that is not exported.
 * @repair Export it; if something else creates the schema, mark it: `pgSchema("…").existing()`.
 */
export class UnexportedEntityError extends SchemaOwnershipError<UnexportedEntity> {
  readonly code = 'schema-unexported';
  constructor(facts: UnexportedEntity) {
    const { missing, usedBy, slice, file } = facts;
    super(facts, {
      message: `${quoteForMessage(usedBy)} of slice ${slice} needs ${quoteForMessage(missing)}, which no slice exports.`,
      hint: `Export it from ${file}; if something else creates a schema, mark it: pgSchema("…").existing()`,
    });
  }
}

export interface UnsupportedName {
  readonly entity: string;
  readonly slice: string;
}

/**
 * A table, column or other thing has a name that drizzle-kit cannot quote.
 * @cause The name contains a double quote.
 * @repair Choose a name without a double quote. If the database already has such a name, rename it by hand first:
 * `migrate revision --empty --slice <slice> -m "…"`.
 */
export class UnsupportedNameError extends SchemaOwnershipError<UnsupportedName> {
  readonly code = 'schema-name';
  constructor(facts: UnsupportedName) {
    super(facts, {
      message: `${quoteForMessage(facts.entity)} of slice ${facts.slice} has a name with a double quote, which drizzle-kit does not quote.`,
      hint: `Give it a name without a double quote in the schema file. If the database already has the name, rename it by hand first: migrate revision --empty --slice ${facts.slice} -m "…"`,
    });
  }
}

export interface EntityMoved {
  readonly entity: string;
  readonly from: string;
  readonly to: string;
  /** The slice that it moved to has no revision yet, so it cannot have a snapshot. */
  readonly isNew: boolean;
}

/**
 * Something is gone from one slice and has appeared in another; dropping and creating it would lose its rows.
 * @cause A table was moved from the schema file of one slice to that of another.
 * @repair Hand it over without touching the database: `migrate snapshot --slice <from>`, then `migrate snapshot --slice
 * <to>`. A slice without revisions needs one first: `migrate revision --empty --slice <to> -m "…"`.
 */
export class EntityMovedError extends SchemaOwnershipError<EntityMoved> {
  readonly code = 'schema-moved';
  constructor(facts: EntityMoved) {
    const { entity, from, to, isNew } = facts;
    const first = isNew ? `Give slice ${to} its first revision: migrate revision --empty --slice ${to} -m "…". ` : '';
    super(facts, {
      message: `${quoteForMessage(entity)} has moved from slice ${from} to slice ${to}: dropping and creating it would lose its rows.`,
      hint: `${first}Hand it over without touching the database: migrate snapshot --slice ${from}, then migrate snapshot --slice ${to}`,
    });
  }
}
