import { MigratorError } from '../migrator-error.ts';
import { shortened } from '../shortened.ts';
import { visible } from '../visible.ts';

export interface DatabaseDiffers {
  /** The database, without a password. */
  readonly target: string;
  readonly differences: readonly string[];
}

/**
 * The database to take over is not what the revisions build. Nothing was written or recorded.
 * @cause It has tables, functions, triggers or settings that no schema declares, or that differ from their declaration.
 * @repair Declare it: tables in the schemas, functions, triggers and the like in `sql/` of a slice; what other tools
 * own belongs in `drift.ignore`. `migrate adopt database --check` lists all of it.
 */
export class DatabaseDiffersError extends MigratorError<DatabaseDiffers> {
  readonly code = 'database-differs';
  constructor(facts: DatabaseDiffers) {
    super(facts, {
      message: visible(
        [
          `${facts.target} differs from what the revisions would build (+ only in the database, - only in the revisions):`,
          ...shortened(facts.differences).map((each) => `  ${each.replaceAll('\n', '\n  ')}`),
        ].join('\n'),
      ),
      hint: 'Declare it in a schema or in sql/ of a slice, or ignore it ("drift": { "ignore": [...] }). All of it: migrate adopt database --check',
    });
  }
}
