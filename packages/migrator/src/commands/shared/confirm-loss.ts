import { ConfirmationRequiredError, NotConfirmedError } from '../../errors/plan/confirmation-errors.ts';
import type { Workbench } from './workbench.ts';

export interface Loss {
  /** What would be done, for a question: `Take 2 revisions back`. */
  readonly doing: string;
  /** What would be lost, a line each. */
  readonly losses: readonly string[];
  /** Ask in every environment, not only in protected ones. */
  readonly everywhere?: boolean;
}

/**
 * Lets a person say yes before something is lost in a protected environment; `--yes` has said so beforehand. Throws
 * `ConfirmationRequiredError` where nobody can be asked, and `NotConfirmedError`.
 */
export async function confirmLoss(
  { safety }: Pick<Workbench, 'safety'>,
  { doing, losses, everywhere }: Loss,
): Promise<void> {
  if (safety.yes) return;
  const environment = everywhere === true ? undefined : await safety.protectedEnvironment();
  if (environment === undefined && everywhere !== true) return;
  const question = environment === undefined ? `${doing}?` : `${doing} on ${environment}?`;
  if (safety.confirmer === undefined) {
    throw new ConfirmationRequiredError({
      question,
      environment: environment ?? null,
      losses,
      command: `migrate ${safety.command} --yes`,
    });
  }
  if (!(await safety.confirmer.confirm({ question, losses }))) throw new NotConfirmedError({ question });
}
