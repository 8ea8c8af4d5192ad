import { describePlace, type RevisionPlace } from '../files/revision-place.ts';
import { MigratorError } from '../migrator-error.ts';

export type LintFixUnproven = RevisionPlace & { readonly rules: readonly string[] } & (
    | {
        readonly problem: 'differs';
        readonly phase: 'upgrade' | 'downgrade';
        readonly differences: readonly string[];
      }
    /** What was written in its place does not run; `said`: why. */
    | { readonly problem: 'fails'; readonly phase: 'upgrade' | 'downgrade'; readonly said: string }
    /** A part of it cannot be reverted or applied by itself. */
    | { readonly problem: 'part-unproven'; readonly said: string }
    | { readonly problem: 'takes-no-rows'; readonly said: string }
    | { readonly problem: 'no-rows'; readonly tables: readonly string[] }
    | { readonly problem: 'still-found' }
  );

/** Differences that are shown. */
const SHOWN = 5;

/**
 * `lint --fix` could not prove that what it would write does the same as the revision, so it wrote nothing.
 * @cause The downgrade of the revision does not undo its upgrade statement by statement, something outside the
 * statement depends on it, or no rows could be made to compare with.
 * @repair Write the revision by hand, or hide the finding with a comment.
 */
export class LintFixUnprovenError extends MigratorError<LintFixUnproven> {
  readonly code = 'lint-fix-unproven';
  override readonly outcome = 'found';
  constructor(facts: LintFixUnproven, options?: { readonly cause?: unknown }) {
    super(facts, {
      message: `Nothing was written: that the fix of ${describePlace(facts)} does the same as it is not proven, because ${why(facts)}.`,
      hint: `Write it by hand, or hide what is found with a comment before the statement: -- lint:ignore ${facts.rules[0] ?? 'RULE'} "why that is right here"`,
      cause: options?.cause,
    });
  }
}

function why(facts: LintFixUnproven): string {
  switch (facts.problem) {
    case 'differs': {
      const { phase, differences } = facts;
      const more = differences.length > SHOWN ? `\n… and ${differences.length - SHOWN} more` : '';
      return `the ${phase}s leave something else:\n${differences.slice(0, SHOWN).join('\n')}${more}`;
    }
    case 'fails':
      return `its ${facts.phase} fails: ${facts.said}`;
    case 'part-unproven':
      return `a part of it does not go up and down by itself: ${facts.said}`;
    case 'takes-no-rows':
      return `the revision takes none of the rows that could be made to compare with: ${facts.said}`;
    case 'no-rows':
      return `no rows to compare with could be put into ${facts.tables.join(', ')}`;
    case 'still-found':
      return `${facts.rules.join(', ')} would still find something`;
  }
}
