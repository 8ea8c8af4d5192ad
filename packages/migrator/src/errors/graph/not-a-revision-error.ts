import { LIST_ALL, SymbolError } from './symbol-error.ts';

/** `labels`: a revision before `@` must have one branch label. `walk-from-base`: `base+1` inside another walk. */
export type NotARevision = { readonly symbol: string } & (
  | { readonly problem: keyof typeof PROBLEMS }
  | { readonly problem: 'labels'; readonly revision: string; readonly labels: readonly string[] }
);

const PROBLEMS = {
  'no-revision': 'that does not end at a revision',
  'base-dependency': 'base is not a revision to depend on',
  'walk-from-base': 'base cannot be the start of another walk',
  'no-name': 'a name is missing',
  list: 'one target is needed, not a list',
  steps: 'stamp does not count steps; name the revision to record',
} as const;

/**
 * A symbol that must name a revision ends at base, is empty, is a list, or counts steps where none are counted.
 * @cause A name is missing, or `base` or `+N` was given where only a revision makes sense.
 * @repair Name a revision by its id or label; `migrate history` and `migrate heads` list them.
 */
export class NotARevisionError extends SymbolError<NotARevision> {
  readonly code = 'not-a-revision';
  constructor(facts: NotARevision) {
    const problem =
      facts.problem === 'labels'
        ? `revision ${facts.revision} has ${facts.labels.length} branch labels, so it does not name one branch`
        : PROBLEMS[facts.problem];
    super(facts, { message: `${JSON.stringify(facts.symbol)}: ${problem}.`, hint: LIST_ALL });
  }
}
