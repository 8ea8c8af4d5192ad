import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError, type Outcome } from '../migrator-error.ts';

export type InvalidRenameFlag = {
  /** As it was written. */
  readonly flag: string;
} & (
  | { readonly problem: 'no-kind' | 'no-equals' | 'no-name' }
  | { readonly problem: 'not-a-name'; readonly kind: string }
  | { readonly problem: 'trailing'; readonly found: string }
);

/**
 * `--rename` or `--new` cannot be read.
 * @cause The kind in front is missing, a name has too many parts, or there is no `=`.
 * @repair Write the old and the new name: `--rename events.kind=event_type`, `--rename "index a_idx=b_idx"`.
 */
export class RenameFlagError extends MigratorError<InvalidRenameFlag> {
  readonly code = 'rename-flag';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: InvalidRenameFlag) {
    super(facts, {
      message: `${quoteForMessage(facts.flag)} ${problemOf(facts)}.`,
      hint: `Write the old and the new name: --rename events=journal, --rename events.kind=event_type, --rename "mood.'sad'=blue", --rename "index events_a_idx=events_b_idx"`,
    });
  }
}

function problemOf(facts: InvalidRenameFlag): string {
  switch (facts.problem) {
    case 'no-kind':
      return 'does not begin with what is renamed';
    case 'no-equals':
      return 'has no "="';
    case 'no-name':
      return 'has no name where one should be';
    case 'not-a-name':
      return `does not name a ${facts.kind}`;
    case 'trailing':
      return `has more after its end: ${facts.found}`;
  }
}

export interface UnusedRename {
  readonly flag: string;
  /** What is gone, and what is new. */
  readonly gone: readonly string[];
  readonly added: readonly string[];
}

/**
 * A `--rename` or `--new` names something that did not change.
 * @cause A name is misspelt, or the schema file was not changed to match.
 * @repair Correct the names, or leave the option out.
 */
export class UnusedRenameError extends MigratorError<UnusedRename> {
  readonly code = 'rename-unused';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: UnusedRename) {
    const { flag, gone, added } = facts;
    const list = (names: readonly string[]): string => (names.length === 0 ? 'nothing' : names.slice(0, 8).join(', '));
    const isChanged = gone.length + added.length > 0;
    const why = isChanged ? `gone is ${list(gone)}; new is ${list(added)}` : 'nothing is gone, and nothing is new';
    super(facts, {
      message: `${quoteForMessage(flag)} matches nothing that changed: ${why}.`,
      hint: 'Correct the names, or leave the option out.',
    });
  }
}

/** A new object in place of one that is gone. */
export interface OpenRename {
  /** `column events.title`. */
  readonly created: string;
  readonly candidates: readonly { readonly was: string; readonly flag: string }[];
  /** The option that says it is not a rename. */
  readonly newFlag: string;
}

export interface RenameAmbiguous {
  readonly open: readonly OpenRename[];
}

/**
 * Something is new and something of the same kind is gone: only you know whether it was renamed.
 * @cause A table, column or other thing was renamed, or replaced by another one, in the schema file.
 * @repair Answer with an option for each: `--rename old=new`, or `--new` if it is not a rename.
 */
export class RenameAmbiguousError extends MigratorError<RenameAmbiguous> {
  readonly code = 'rename-ambiguous';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: RenameAmbiguous) {
    const questions = facts.open.map(({ created, candidates }) => {
      return `${created} is new. Was it ${candidates.map(({ was }) => was).join(' or ')} before?`;
    });
    const flags = facts.open.map(({ candidates, newFlag }) =>
      [...candidates.map(({ flag }) => flag), newFlag].join('  or  '),
    );
    super(facts, { message: questions.join('\n'), hint: ['Answer with an option for each:', ...flags].join('\n') });
  }
}
