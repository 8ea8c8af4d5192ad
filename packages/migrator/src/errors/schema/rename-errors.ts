import { quoteForMessage } from '../files/revision-file-error.ts';
import type { Outcome } from '../migrator-error.ts';
import { UntypedError } from '../untyped-error.ts';

/** `--rename` or `--new` cannot be read. */
export class RenameFlagError extends UntypedError {
  readonly code = 'rename-flag';
  override readonly outcome: Outcome = 'usage';
  constructor(flag: string, problem: string) {
    super(`${quoteForMessage(flag)} ${problem}.`, {
      facts: { flag },
      hint: `Write what it was and what it is: --rename events=journal, --rename events.kind=event_type, --rename "mood.'sad'=blue", --rename "index events_a_idx=events_b_idx"`,
    });
  }
}

/** A `--rename` or `--new` speaks of something that did not change. */
export class UnusedRenameError extends UntypedError {
  readonly code = 'rename-unused';
  override readonly outcome: Outcome = 'usage';
  constructor(flag: string, gone: readonly string[], added: readonly string[]) {
    const list = (names: readonly string[]): string => (names.length === 0 ? 'nothing' : names.slice(0, 8).join(', '));
    const isChanged = gone.length + added.length > 0;
    const why = isChanged ? `gone is ${list(gone)}; new is ${list(added)}` : 'nothing is gone, and nothing is new';
    super(`${quoteForMessage(flag)} fits nothing that changed: ${why}.`, {
      facts: { flag, gone, added },
      hint: 'Correct the names, or leave the flag out.',
    });
  }
}

/** One thing that is new where another one is gone. */
export interface OpenRename {
  /** `column events.title`. */
  readonly created: string;
  readonly candidates: readonly { readonly was: string; readonly flag: string }[];
  /** The flag that says it is no rename. */
  readonly newFlag: string;
}

/** Something is new and something of its kind is gone: only a person knows whether it was renamed. */
export class RenameAmbiguousError extends UntypedError {
  readonly code = 'rename-ambiguous';
  override readonly outcome: Outcome = 'usage';
  constructor(open: readonly OpenRename[]) {
    const questions = open.map(({ created, candidates }) => {
      return `${created} is new. Was it ${candidates.map(({ was }) => was).join(' or ')} before?`;
    });
    const flags = open.map(({ candidates, newFlag }) =>
      [...candidates.map(({ flag }) => flag), newFlag].join('  or  '),
    );
    super(questions.join('\n'), { facts: { open }, hint: ['Say which, by a flag for each:', ...flags].join('\n') });
  }
}
