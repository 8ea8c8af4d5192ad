import { MigratorError } from '../migrator-error.ts';
import { shortened } from '../shortened.ts';
import { visible } from '../visible.ts';

export interface SlicesInCircle {
  readonly slices: readonly string[];
  /** The foreign keys between them: `orders.orders_user_fkey: sales to people`. */
  readonly keys: readonly string[];
}

/**
 * The slices that a database would be split into form a cycle, so none could be built first. Nothing was written.
 * @cause Tables of two groups have foreign keys to each other.
 * @repair Split by foreign keys with `--by keys`, which keeps such tables together, or assign them yourself with
 * `--assign <file>`.
 */
export class SlicesInCircleError extends MigratorError<SlicesInCircle> {
  readonly code = 'slices-in-circle';
  constructor(facts: SlicesInCircle) {
    super(facts, {
      message: visible(
        [
          `The slices ${facts.slices.join(', ')} would form a cycle:`,
          ...shortened(facts.keys).map((each) => `  ${each}`),
        ].join('\n'),
      ),
      hint: 'Keep such tables together: migrate adopt database --by keys; or assign them yourself: --assign <file>',
    });
  }
}

export type AssignmentProblem = { readonly file: string } & (
  | { readonly problem: 'unreadable' }
  | { readonly problem: 'no-table'; readonly slice: string; readonly pattern: string }
  | { readonly problem: 'twice'; readonly table: string; readonly slices: readonly [string, string] }
  | { readonly problem: 'unassigned'; readonly tables: readonly string[] }
);

/**
 * The file of `--assign` does not give each table to one slice.
 * @cause A table is in no slice or in two, a pattern matches no table, or the file is not valid.
 * @repair Correct the file: `{ "<slice>": ["<table>", "<schema>.*"] }`, with each table of the database in one slice.
 */
export class AssignmentError extends MigratorError<AssignmentProblem> {
  readonly code = 'assignment-invalid';
  constructor(facts: AssignmentProblem) {
    super(facts, {
      message: visible(assignmentText(facts)),
      hint: 'Correct the file: { "<slice>": ["<table>", "<schema>.*"] }. Labels of slices are lower-case letters, digits and hyphens.',
    });
  }
}

function assignmentText(facts: AssignmentProblem): string {
  switch (facts.problem) {
    case 'unreadable':
      return `${facts.file} is not a list of tables for each slice.`;
    case 'no-table':
      return `${facts.file}: no table matches "${facts.pattern}" of slice ${facts.slice}.`;
    case 'twice':
      return `${facts.file}: table ${facts.table} belongs to ${facts.slices.join(' and to ')}.`;
    case 'unassigned':
      return [
        `${facts.file} gives these tables to no slice:`,
        ...shortened(facts.tables).map((each) => `  ${each}`),
      ].join('\n');
  }
}

/**
 * `adopt database` was asked to write schemas in a workspace that already has slices.
 * @cause `--by` or `--assign` was given in a workspace that has slices.
 * @repair Leave the option out: `migrate adopt database` takes over what the slices declare.
 */
export class SlicesThereError extends MigratorError<{ readonly slices: readonly string[] }> {
  readonly code = 'slices-there';
  constructor(facts: { readonly slices: readonly string[] }) {
    super(facts, {
      message: `The workspace has slices already: ${shortened(facts.slices).join(', ')}. --by and --assign make new ones.`,
      hint: 'migrate adopt database --check',
    });
  }
}

/**
 * The configuration does not say where new slices would be.
 * @cause `slices` in the configuration names whole folders only, and no pattern such as `features/*`.
 * @repair Add a pattern to `slices` in `migrate.config.json`: `"slices": ["features/*"]`.
 */
export class NoSliceFolderError extends MigratorError<{ readonly slice: string }> {
  readonly code = 'slice-folder-unknown';
  constructor(facts: { readonly slice: string }) {
    super(facts, {
      message: `There is no folder for slice ${facts.slice}: "slices" in the configuration has no pattern that ends in /*.`,
      hint: 'Add one to "slices" in migrate.config.json: "features/*"',
    });
  }
}

/**
 * The schemas generated from a database do not declare what it has. Nothing was written.
 * @cause drizzle-orm reads a name or a type differently from PostgreSQL, or not at all.
 * @repair Rename it in the database, or leave it out with `drift.ignore`.
 */
export class SchemaNotReadBackError extends MigratorError<{ readonly differences: readonly string[] }> {
  readonly code = 'schema-not-read-back';
  constructor(facts: { readonly differences: readonly string[] }) {
    super(facts, {
      message: visible(
        [
          'drizzle-orm does not declare these as the database has them (- only in the database):',
          ...shortened(facts.differences).map((each) => `  ${each}`),
        ].join('\n'),
      ),
      hint: 'Rename it in the database, or leave it out ("drift": { "ignore": [...] })',
    });
  }
}

/**
 * There are no slices, and the database has nothing to make slices from.
 * @cause The URL names the wrong database, or `drift.ignore` leaves everything out.
 * @repair Name the database: `migrate adopt database --url <url>`; or start with a new one: `migrate init`.
 */
export class NothingToAdoptError extends MigratorError<{ readonly target: string }> {
  readonly code = 'nothing-to-adopt';
  constructor(facts: { readonly target: string }) {
    super(facts, {
      message: `${facts.target} has no tables, and nothing else to create slices from.`,
      hint: 'Name the database: migrate adopt database --url <url>',
    });
  }
}
