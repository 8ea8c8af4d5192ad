import type { Outcome } from '../migrator-error.ts';
import { UntypedError } from '../untyped-error.ts';

/** Something would be lost, nobody can be asked, and `--yes` was not given. Facts: environment, losses. */
export class ConfirmationRequiredError extends UntypedError {
  readonly code = 'confirmation-required';
  override readonly outcome: Outcome = 'usage';

  /** `command`: the command line that would do it. */
  constructor(question: string, losses: readonly string[], environment: string | undefined, command: string) {
    const lost = losses.length === 0 ? '' : `\n${losses.map((loss) => `  ${loss}`).join('\n')}`;
    super(`${question} Nobody is here to be asked.${lost}`, {
      facts: { environment: environment ?? null, losses },
      hint: `If that is meant: ${command}`,
    });
  }
}

/** A person was asked and did not say yes. */
export class NotConfirmedError extends UntypedError {
  readonly code = 'not-confirmed';
  override readonly outcome: Outcome = 'cancelled';

  constructor(question: string) {
    super('Not confirmed. Nothing was changed.', {
      facts: { question },
      hint: 'Give the command again, or with --yes.',
    });
  }
}
