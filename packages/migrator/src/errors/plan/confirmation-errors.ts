import { MigratorError, type Outcome } from '../migrator-error.ts';

export interface ConfirmationRequired {
  /** `Revert 1 revision on production?` */
  readonly question: string;
  /** The protected environment; null where the question is asked everywhere. */
  readonly environment: string | null;
  /** What would be lost, a line each. */
  readonly losses: readonly string[];
  /** The command line that does it without a question. */
  readonly command: string;
}

/**
 * Something irreversible asks first, this is not an interactive terminal, and `--yes` was not given.
 * @cause A job or a script runs a command that loses data, or changes a protected environment.
 * @repair Read what would be lost; if you mean it, run the same command with `--yes`.
 */
export class ConfirmationRequiredError extends MigratorError<ConfirmationRequired> {
  readonly code = 'confirmation-required';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: ConfirmationRequired) {
    const { question, losses, command } = facts;
    const lost = losses.length === 0 ? '' : `\n${losses.map((loss) => `  ${loss}`).join('\n')}`;
    super(facts, {
      message: `${question} This is not an interactive terminal, so nothing was asked or changed.${lost}`,
      hint: `If you mean it: ${command}`,
    });
  }
}

export interface NotConfirmed {
  readonly question: string;
}

/**
 * A person was asked and did not say yes.
 * @cause The question was answered with no, which is also what pressing Enter answers.
 * @repair Nothing was changed; run the command again, or with `--yes`.
 */
export class NotConfirmedError extends MigratorError<NotConfirmed> {
  readonly code = 'not-confirmed';
  override readonly outcome: Outcome = 'cancelled';
  constructor(facts: NotConfirmed) {
    super(facts, {
      message: 'Not confirmed. Nothing was changed.',
      hint: 'Run it again, or with --yes.',
    });
  }
}
