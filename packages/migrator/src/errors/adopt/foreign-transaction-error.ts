import { MigratorError } from '../migrator-error.ts';

export interface ForeignTransaction {
  readonly file: string;
  readonly line: number;
  /** `ROLLBACK`, `SAVEPOINT` … */
  readonly command: string;
}

/**
 * A migration of another tool controls transactions in a way that has no counterpart in a revision.
 * @cause A `ROLLBACK` or `SAVEPOINT` is at the top level of the file. `BEGIN` and `COMMIT` are left out; leaving out
 * this one would change what the file does.
 * @repair Write what the file does in the end without the command, then run it again.
 */
export class ForeignTransactionError extends MigratorError<ForeignTransaction> {
  readonly code = 'foreign-transaction';
  constructor(facts: ForeignTransaction) {
    super(facts, {
      message: `${facts.file}:${facts.line}: ${facts.command} cannot be taken over, and leaving it out would change what the file does.`,
      hint: 'Write what the file does in the end without this command, then run it again.',
    });
  }
}
