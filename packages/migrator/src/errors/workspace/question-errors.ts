import type { Outcome } from '../migrator-error.ts';
import { UntypedError } from '../untyped-error.ts';

/** A person gave up at a question (Ctrl-C, Escape, a terminal that was closed). */
export class QuestionCancelledError extends UntypedError {
  readonly code = 'question-cancelled';
  override readonly outcome: Outcome = 'cancelled';
  constructor(question: string) {
    super('Stopped at a question. Nothing was written.', {
      facts: { question },
      hint: 'Run the same command again, or answer by flags: migrate revision --help',
    });
  }
}
