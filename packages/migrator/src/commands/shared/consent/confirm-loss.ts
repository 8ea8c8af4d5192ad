import {
  AgentNeedsPersonError,
  ConfirmationRequiredError,
  ConsentForOtherPlanError,
  NotConfirmedError,
} from '../../../errors/plan/confirmation-errors.ts';
import type { Declined } from '../../../errors/plan/declined.ts';
import type { Workbench } from '../workbench.ts';

export interface Loss {
  /** What would be done, for a question: `Revert 2 revisions`. */
  readonly doing: string;
  /** What would be lost, one line each. If nothing would be, only a coding agent has to ask. */
  readonly losses: readonly string[];
  /** Ask in every environment, not only in protected ones. */
  readonly everywhere?: boolean;
  /** What a person who says no is told. */
  readonly declined: Declined;
  /** What `--confirm` has to say to agree to it; see `consentHash`. */
  readonly consent?: string;
}

/**
 * Asks a person before something is lost in a protected environment; `--yes` answers in advance, and `--confirm` for
 * this plan only. For a coding agent neither counts: a person has to answer at a terminal before anything is changed
 * there. Throws `ConfirmationRequiredError` or `AgentNeedsPersonError` without an interactive terminal,
 * `NotConfirmedError`, and `ConsentForOtherPlanError`.
 */
export async function confirmLoss({ safety }: Pick<Workbench, 'safety'>, loss: Loss): Promise<void> {
  const { doing, losses, declined, everywhere = false, consent } = loss;
  const { agent, confirmer } = safety;
  checkConsent(safety.confirm, consent);
  if (agent === undefined && (safety.yes || (losses.length === 0 && !everywhere))) return;
  const environment = everywhere ? undefined : await safety.protectedEnvironment();
  if (everywhere ? safety.yes : environment === undefined) return;
  const isAgent = agent !== undefined && environment !== undefined;
  if (!isAgent && consent !== undefined && safety.confirm === consent) return;
  const command = withoutConsent(safety.command);
  const question = environment === undefined ? `${doing}?` : `${doing} on ${environment}?`;
  if (confirmer !== undefined) {
    if (await confirmer.confirm({ question, losses })) return;
    const asking = { command, databaseOption: safety.databaseOption };
    throw new NotConfirmedError({ question, byAgent: isAgent, declined, ...asking });
  }
  const flag = consent === undefined ? '--yes' : `--confirm ${consent}`;
  const facts = { question, losses, command: `migrate ${command} ${flag}` };
  throw isAgent
    ? new AgentNeedsPersonError({ ...facts, environment, agent })
    : new ConfirmationRequiredError({ ...facts, environment: environment ?? null });
}

function checkConsent(given: string | undefined, needed: string | undefined): void {
  if (given === undefined || given === needed) return;
  throw new ConsentForOtherPlanError({ given, needed: needed ?? null });
}

function withoutConsent(command: string): string {
  return command.replace(/ --(?:confirm(?:=| )\S+|yes)(?= |$)/g, '');
}
