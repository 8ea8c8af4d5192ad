import { MigratorError, type Outcome } from '../migrator-error.ts';

export interface QuestionCancelled {
  readonly question: string;
}

/**
 * A question was cancelled.
 * @cause Ctrl-C or Escape was pressed, or the terminal was closed.
 * @repair Nothing was written; run the same command again, or answer with options.
 */
export class QuestionCancelledError extends MigratorError<QuestionCancelled> {
  readonly code = 'question-cancelled';
  override readonly outcome: Outcome = 'cancelled';
  constructor(facts: QuestionCancelled) {
    super(facts, {
      message: 'Stopped at a question. Nothing was written.',
      hint: 'Run the same command again, or answer with options: migrate revision --help',
    });
  }
}
