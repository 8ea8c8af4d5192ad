import type { Outcome } from '../migrator-error.ts';
import { UntypedError } from '../untyped-error.ts';

/** A plan file is none, is of another version, or was edited. Facts: file. */
export class PlanFileInvalidError extends UntypedError {
  readonly code = 'plan-file-invalid';
  override readonly outcome: Outcome = 'usage';

  constructor(file: string, problem: string) {
    super(`${file}: ${problem}.`, {
      facts: { file },
      hint: `Make it anew, and change nothing in it: migrate plan --out ${file}`,
    });
  }
}

/** One thing that is not as it was when the plan was made. */
export interface PlanChange {
  readonly what: 'database' | 'applied' | 'half-run' | 'file' | 'order' | 'steps';
  /** For people. */
  readonly detail: string;
  readonly revision?: string;
  readonly file?: string;
}

/** The database or the files are not as they were when the plan was made; nothing was run. Facts: changes. */
export class PlanChangedError extends UntypedError {
  readonly code = 'plan-changed';

  constructor(
    changes: readonly PlanChange[],
    hint = 'Nothing was run. Look at what changed, and plan again: migrate plan --out <file>',
  ) {
    const shown = changes.slice(0, 8).map(({ detail }) => `\n  ${detail}`);
    const more = changes.length > 8 ? `\n  and ${changes.length - 8} more` : '';
    super(`What was planned is not what is there now:${shown.join('')}${more}`, { facts: { changes }, hint });
  }
}
