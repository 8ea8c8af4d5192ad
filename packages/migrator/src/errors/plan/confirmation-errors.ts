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
 * @repair Read what would be lost; if you mean it, run the command that the message names: `--confirm` agrees to this
 * plan alone, `--yes` to whatever it is.
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

export interface AgentNeedsPerson extends ConfirmationRequired {
  readonly environment: string;
  /** Which one it is: `Claude Code`. */
  readonly agent: string;
}

/**
 * A coding agent runs a command that changes a protected environment, and nobody is at a terminal to be asked.
 * @cause The environment variables of a coding agent are set (`CLAUDECODE`, `CURSOR_AGENT`, `AI_AGENT` …).
 * @repair Let a person read the plan and run the command that the message names; `--yes` and `--confirm` do not count
 * for an agent. Work on the embedded database, or on one that is not protected.
 */
export class AgentNeedsPersonError extends MigratorError<AgentNeedsPerson> {
  readonly code = 'agent-needs-person';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: AgentNeedsPerson) {
    const { question, losses, command, environment, agent } = facts;
    const lost = losses.length === 0 ? '' : `\n${losses.map((loss) => `  ${loss}`).join('\n')}`;
    super(facts, {
      message: `${question} ${agent} runs this, ${environment} is protected, and no person is at a terminal, so nothing was changed.${lost}`,
      hint: `Let a person read the plan and run: ${command}`,
    });
  }
}

export interface ConsentForOtherPlan {
  /** What `--confirm` says. */
  readonly given: string;
  /** What it would have to say; null where a command has no plan. */
  readonly needed: string | null;
}

/**
 * `--confirm` agrees to another plan than the one that would run.
 * @cause A revision, its file or what is applied has changed since the plan was read, or it is another database.
 * @repair Read the plan as it is now (`migrate plan`), and agree to that one.
 */
export class ConsentForOtherPlanError extends MigratorError<ConsentForOtherPlan> {
  readonly code = 'consent-for-other-plan';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: ConsentForOtherPlan) {
    const { given, needed } = facts;
    super(facts, {
      message: `--confirm ${JSON.stringify(given)} agrees to another plan than this one${needed === null ? '' : ` (${needed})`}. Nothing was changed.`,
      hint: 'Read what would run now: migrate plan. Without --confirm the command says what to agree to.',
    });
  }
}

export interface NotConfirmed {
  readonly question: string;
  /** A coding agent runs the command: a person has to answer, and no flag does. */
  readonly byAgent: boolean;
}

/**
 * A person was asked and did not say yes.
 * @cause The question was answered with no, which is also what pressing Enter answers.
 * @repair Nothing was changed. Run the command again and answer yes, or add `--yes`, which does not count for a coding
 * agent.
 */
export class NotConfirmedError extends MigratorError<NotConfirmed> {
  readonly code = 'not-confirmed';
  override readonly outcome: Outcome = 'cancelled';
  constructor(facts: NotConfirmed) {
    super(facts, {
      message: 'Not confirmed. Nothing was changed.',
      hint: facts.byAgent ? 'Run it again, and let a person answer yes.' : 'Run it again and answer yes, or add --yes.',
    });
  }
}
