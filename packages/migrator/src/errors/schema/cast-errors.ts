import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError, type Outcome } from '../migrator-error.ts';

export interface InvalidCastFlag {
  /** As it was written. */
  readonly flag: string;
  readonly problem: 'no-column' | 'no-equals' | 'no-expression';
}

const PROBLEMS: Readonly<Record<InvalidCastFlag['problem'], string>> = {
  'no-column': 'does not begin with a table and a column',
  'no-equals': 'has no "="',
  'no-expression': 'is not followed by one SQL expression after the "="',
};

/**
 * `--cast` or `--cast-back` cannot be read.
 * @cause The table in front of the column is missing, there is no `=`, or what follows it is not one SQL expression.
 * @repair Write the column and the expression that converts its values: `--cast "events.kind=upper(kind)::mood"`.
 */
export class CastFlagError extends MigratorError<InvalidCastFlag> {
  readonly code = 'cast-flag';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: InvalidCastFlag) {
    super(facts, {
      message: `${quoteForMessage(facts.flag, 200)} ${PROBLEMS[facts.problem]}.`,
      hint: 'Write the column and the expression that converts its values: --cast "events.kind=upper(kind)::mood"',
    });
  }
}

export interface UnusedCast {
  readonly flag: string;
  /** Columns whose type changes, as `--cast` names them. */
  readonly columns: readonly string[];
}

/**
 * A `--cast` or `--cast-back` names a column whose type does not change.
 * @cause The name is misspelt, or the schema file was not changed to match. `--cast` takes the new name of a renamed
 * column, `--cast-back` the old one.
 * @repair Correct the name, or leave the option out.
 */
export class UnusedCastError extends MigratorError<UnusedCast> {
  readonly code = 'cast-unused';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: UnusedCast) {
    const { flag, columns } = facts;
    super(facts, {
      message: `${quoteForMessage(flag, 200)} does not name a column whose type changes; ${columns.length === 0 ? 'no type changes' : `those are ${columns.slice(0, 8).join(', ')}`}.`,
      hint: 'Correct the name, or leave the option out.',
    });
  }
}
