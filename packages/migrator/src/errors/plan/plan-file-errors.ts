import { MigratorError, type Outcome } from '../migrator-error.ts';
import { describePlanChange, type PlanChange } from './plan-change.ts';

export type PlanFileInvalid = { readonly file: string } & (
  | { readonly problem: 'not-a-plan' | 'edited' }
  | { readonly problem: 'version'; readonly version: string }
);

/**
 * A file is not a plan, or the plan is of another version or was edited.
 * @cause The file was written by something else or by another version of Braid, or somebody changed it after the
 * review.
 * @repair Write it again with `migrate plan --out <file>` and change nothing in it.
 */
export class PlanFileInvalidError extends MigratorError<PlanFileInvalid> {
  readonly code = 'plan-file-invalid';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: PlanFileInvalid) {
    super(facts, {
      message: `${facts.file}: ${problemOf(facts)}.`,
      hint: `Write it again, and change nothing in it: migrate plan --out ${facts.file}`,
    });
  }
}

function problemOf(facts: PlanFileInvalid): string {
  if (facts.problem === 'version') return `it is a plan of version ${facts.version}`;
  return facts.problem === 'edited'
    ? 'it was edited after it was written: its hash does not match'
    : 'it is not what migrate plan --out writes';
}

export interface PlanChanged {
  readonly changes: readonly PlanChange[];
}

/**
 * The database or the files have changed since the plan was written. Nothing was run.
 * @cause Somebody applied or reverted revisions, edited a file or named another database between the plan and the run.
 * @repair Look at what changed, and plan again with `migrate plan --out <file>`.
 */
export class PlanChangedError extends MigratorError<{
  readonly changes: readonly (PlanChange & { readonly detail: string })[];
}> {
  readonly code = 'plan-changed';
  constructor({ changes }: PlanChanged) {
    const details = changes.map((change) => ({ ...change, detail: describePlanChange(change) }));
    const shown = details.slice(0, 8).map(({ detail }) => `\n  ${detail}`);
    const more = details.length > 8 ? `\n  and ${details.length - 8} more` : '';
    super(
      { changes: details },
      {
        message: `The database or the files have changed since the plan was written:${shown.join('')}${more}`,
        hint: hintOf(changes),
      },
    );
  }
}

function hintOf(changes: readonly PlanChange[]): string {
  if (changes.some(({ what }) => what === 'database')) {
    return 'Nothing was run. Name the database of the plan, or plan for this one.';
  }
  return changes.some(({ what }) => what === 'steps')
    ? 'Nothing was run. Another runner changed the database meanwhile; run it again.'
    : 'Nothing was run. Look at what changed, and plan again: migrate plan --out <file>';
}
