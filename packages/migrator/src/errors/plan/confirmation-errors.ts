import { MigratorError, type Outcome } from '../migrator-error.ts';
import { type AskingCommand, type Declined, insteadOf } from './declined.ts';

export interface ConfirmationRequired {
  /** `Revert 1 revision on production?` */
  readonly question: string;
  /** The protected environment; null if the command asks in every environment. */
  readonly environment: string | null;
  /** What would be lost, one line each. */
  readonly losses: readonly string[];
  /** The command line that does it without a question. */
  readonly command: string;
}

/**
 * An irreversible operation asks first, but this is not an interactive terminal and `--yes` was not given.
 * @cause A job or a script runs a command that loses data, or changes a protected environment.
 * @repair Read what would be lost. To go ahead, run the command that the message names: `--confirm` confirms only this
 * plan, `--yes` any plan.
 */
export class ConfirmationRequiredError extends MigratorError<ConfirmationRequired> {
  readonly code = 'confirmation-required';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: ConfirmationRequired) {
    const { question, losses, command } = facts;
    const lost = losses.length === 0 ? '' : `\n${losses.map((loss) => `  ${loss}`).join('\n')}`;
    super(facts, {
      message: `${question} This is not an interactive terminal, so nothing was asked or changed.${lost}`,
      hint: `To go ahead: ${command}`,
    });
  }
}

export interface AgentNeedsPerson extends ConfirmationRequired {
  readonly environment: string;
  /** The name of the agent: `Claude Code`. */
  readonly agent: string;
}

/**
 * A coding agent runs a command that changes a protected environment, and no person is at a terminal.
 * @cause The environment variables of a coding agent are set (`CLAUDECODE`, `CURSOR_AGENT`, `AI_AGENT` …).
 * @repair Let a person read the plan and run the command that the message names; `--yes` and `--confirm` do not work
 * for an agent. Work on the embedded database, or on one that is not protected.
 */
export class AgentNeedsPersonError extends MigratorError<AgentNeedsPerson> {
  readonly code = 'agent-needs-person';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: AgentNeedsPerson) {
    const { question, losses, command, environment, agent } = facts;
    const lost = losses.length === 0 ? '' : `\n${losses.map((loss) => `  ${loss}`).join('\n')}`;
    super(facts, {
      message: `${question} ${agent} runs this, ${environment} is protected, and no person is at a terminal. Nothing was changed.${lost}`,
      hint: `Let a person read the plan and run: ${command}`,
    });
  }
}

export interface ConsentForOtherPlan {
  /** The value of `--confirm`. */
  readonly given: string;
  /** The value that it needs; null if the command has no plan. */
  readonly needed: string | null;
}

/**
 * `--confirm` confirms a different plan from the one that would run.
 * @cause A revision, its file or the state of the database has changed since the plan was read, or it is another
 * database.
 * @repair Read the current plan (`migrate plan`), and confirm that one.
 */
export class ConsentForOtherPlanError extends MigratorError<ConsentForOtherPlan> {
  readonly code = 'consent-for-other-plan';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: ConsentForOtherPlan) {
    const { given, needed } = facts;
    super(facts, {
      message: `--confirm ${JSON.stringify(given)} confirms a different plan from this one${needed === null ? '' : ` (${needed})`}. Nothing was changed.`,
      hint: 'Read what would run now: migrate plan. Without --confirm the command prints the hash to confirm.',
    });
  }
}

export interface NotConfirmed extends AskingCommand {
  readonly question: string;
  readonly declined: Declined;
  /** A coding agent runs the command: a person must answer, and no flag replaces that. */
  readonly byAgent: boolean;
}

/**
 * The question was not answered with yes.
 * @cause The answer was no, which is also the answer of pressing Enter.
 * @repair It was not done. The hint shows how to look first, or how to keep the data. To go ahead after all, run the
 * command again and answer yes.
 */
export class NotConfirmedError extends MigratorError<NotConfirmed> {
  readonly code = 'not-confirmed';
  override readonly outcome: Outcome = 'cancelled';
  constructor(facts: NotConfirmed) {
    super(facts, {
      message: `Not confirmed. ${facts.declined.asked === 'draft' ? 'This change was not applied.' : 'Nothing was changed.'}`,
      hint: `${facts.byAgent ? 'A person said no, so do not run it again. ' : ''}${insteadOf(facts.declined, facts)}`,
    });
  }
}
