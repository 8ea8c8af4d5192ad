import { describePlace, type RevisionPlace } from '../files/revision-place.ts';
import type { Outcome } from '../migrator-error.ts';
import { shortened } from '../shortened.ts';
import { type Facts, UntypedError } from '../untyped-error.ts';
import { comparisonLines, type MergeComparison } from './merge-comparison.ts';
import { handHint, orderHint, repairOf } from './merge-repair.ts';

/** A statement of a branch; of a data revision the file as a whole. */
export interface StatementPlace extends RevisionPlace {
  /** 1-based. */
  readonly line?: number;
  /** Its beginning, on one line. */
  readonly statement?: string;
}

/** What both sides made of one thing, in words. */
export interface NamedConflict {
  readonly slice: string;
  /** `column events.title`. */
  readonly entity: string;
  /** What each of the two heads makes of it: `column events.title: type: text -> integer`, `… is gone`. */
  readonly sides: readonly { readonly head: string; readonly says: string }[];
}

/** `fails`: a statement does. `catalogs-differ`, `rows-differ`: the results do. `way-back`: taking the branches back fails or leaves something else. */
export type MergeProblem = 'fails' | 'catalogs-differ' | 'rows-differ' | 'way-back';

export interface DoesNotCommute {
  readonly problem: MergeProblem;
  readonly heads: readonly RevisionPlace[];
  /** What was found, in one sentence without its end. */
  readonly found: string;
  /** `describeDifference` texts, or tables and columns whose rows differ. */
  readonly differences: readonly string[];
  /** The same side by side. */
  readonly comparison?: MergeComparison | undefined;
  /** The first two statements that do not commute, one of each branch, where they could be found. */
  readonly pair?: readonly [StatementPlace, StatementPlace] | undefined;
  readonly conflicts: readonly NamedConflict[];
  /** Of each head, the first revision of its branch. */
  readonly begins?: readonly (RevisionPlace | undefined)[] | undefined;
  /** The orders of the heads that ran to their end, whatever they made. */
  readonly runs?: readonly (readonly string[])[] | undefined;
  /** The newest common ancestors. */
  readonly ancestors?: readonly string[] | undefined;
  /** The merge, where its own statements were part of every order. */
  readonly merge?: RevisionPlace | undefined;
  /** Those statements were generated for a chosen order: there is no such file. */
  readonly generated?: boolean | undefined;
  /** What the runner knows of a statement that failed. */
  readonly failure?: Facts | undefined;
}

/** Branches that do not give the same in every order. Nothing was written. Facts: those of {@link DoesNotCommute}. */
export class MergeDoesNotCommuteError extends UntypedError {
  readonly code = 'merge-does-not-commute';
  override readonly outcome: Outcome = 'found';
  readonly #what: DoesNotCommute;

  constructor(what: DoesNotCommute) {
    const { problem, heads, differences, comparison, pair, conflicts, failure, runs = [] } = what;
    super([...headLines(what), ...shortened(differences), ...conflictLines(conflicts)].join('\n'), {
      facts: {
        problem,
        heads,
        differences,
        conflicts,
        runs,
        ...(comparison === undefined ? {} : { comparison }),
        ...(pair === undefined ? {} : { pair }),
        ...failure,
      },
      hint: repairOf(what),
    });
    this.#what = what;
  }

  /** As in {@link DoesNotCommute}. */
  get differences(): readonly string[] {
    return this.#what.differences;
  }

  /** As in {@link DoesNotCommute}. */
  get comparison(): MergeComparison | undefined {
    return this.#what.comparison;
  }

  override textFor(columns: number): string {
    const { comparison, differences, conflicts } = this.#what;
    const isShown = comparison !== undefined && comparison.entries.length > 0;
    const sides = isShown ? comparisonLines(comparison, columns) : shortened(differences);
    return [...headLines(this.#what), ...sides, ...conflictLines(conflicts)].join('\n');
  }

  /** The same, where the merge's statements were generated and nothing was written. */
  asGenerated(): MergeDoesNotCommuteError {
    return new MergeDoesNotCommuteError({ ...this.#what, generated: true });
  }

  /** The same, where the merge is there already: what repairs it is to be written into it. */
  inMerge(merge: RevisionPlace): MergeDoesNotCommuteError {
    return new MergeDoesNotCommuteError({ ...this.#what, merge });
  }

  /** The same, with what snapshots say of it. */
  withConflicts(conflicts: readonly NamedConflict[]): MergeDoesNotCommuteError {
    return conflicts.length === 0 ? this : new MergeDoesNotCommuteError({ ...this.#what, conflicts });
  }
}

/** The order was chosen, and no statement that we know of brings the others to its schema. Nothing was written. Facts: heads, differences, comparison. */
export class MergeNeedsHandError extends UntypedError {
  readonly code = 'merge-needs-hand';
  override readonly outcome: Outcome = 'found';
  readonly #first: string;
  readonly #comparison: MergeComparison;

  constructor(heads: readonly RevisionPlace[], differences: readonly string[], comparison: MergeComparison) {
    const ids = heads.map(({ revision }) => revision);
    const first = `No statement can be generated that brings the other orders to the schema of ${ids.join(', then ')}:`;
    super([first, ...shortened(differences)].join('\n'), {
      facts: { heads, differences, comparison },
      hint: handHint(ids),
    });
    this.#first = first;
    this.#comparison = comparison;
  }

  override textFor(columns: number): string {
    return [this.#first, ...comparisonLines(this.#comparison, columns)].join('\n');
  }
}

/** The branches commute, but both changed the same thing: what the schema is to be, nobody can say but a person. Facts: heads, conflicts. */
export class MergeConflictError extends UntypedError {
  readonly code = 'merge-conflict';
  override readonly outcome: Outcome = 'found';

  constructor(heads: readonly RevisionPlace[], conflicts: readonly NamedConflict[]) {
    const lines = [
      `${heads.map(({ revision }) => revision).join(' and ')} cannot be joined: both changed the same.`,
      ...conflictLines(conflicts),
    ];
    super(lines.join('\n'), {
      facts: { heads, conflicts },
      hint: `${orderHint(heads.map(({ revision }) => revision))}\nor make both branches say the same, and run the same command again.`,
    });
  }
}

/** A branch cannot be applied even by itself, so nothing can be said of the merge. Facts: revision, slice, file, line and what the runner knows. */
export class MergeBranchFailsError extends UntypedError {
  readonly code = 'merge-branch-fails';
  override readonly outcome: Outcome = 'found';

  constructor(said: string, facts: Facts, cause: unknown) {
    super(`Nothing can be proven of the merge, since a revision below it fails by itself: ${said}`, {
      facts,
      hint: `Correct it first: migrate validate ${typeof facts.revision === 'string' ? facts.revision : 'heads'}`,
      cause,
    });
  }
}

/** More heads at a time than can be proven in all the orders that matter. Facts: heads, limit. */
export class TooManyHeadsToMergeError extends UntypedError {
  readonly code = 'merge-too-many-heads';
  override readonly outcome: Outcome = 'usage';

  constructor(heads: readonly string[], limit: number) {
    super(`${heads.length} heads are too many for one merge; at most ${limit} are proven at a time.`, {
      facts: { heads, limit },
      hint: `Join some of them first: migrate merge ${heads.slice(0, limit).join(' ')}`,
    });
  }
}

/** A merge that does not fit its proof any more. Facts: revision, slice, file, why. */
export class MergeProofStaleError extends UntypedError {
  readonly code = 'merge-proof-stale';
  override readonly outcome: Outcome = 'found';

  constructor(place: RevisionPlace, why: string) {
    super(`The proof of merge ${describePlace(place)} is stale: ${why}.`, {
      facts: { ...place, why },
      hint: `Restore the files from git, or prove the merge again: migrate merge --again ${place.revision}`,
    });
  }
}

/** A merge that nothing was proven of. Facts: revision, slice, file. */
export class MergeProofMissingError extends UntypedError {
  readonly code = 'merge-proof-missing';
  override readonly outcome: Outcome = 'found';

  constructor(place: RevisionPlace) {
    super(`Merge ${describePlace(place)} has no proof that its branches commute.`, {
      facts: { ...place },
      hint: `migrate merge --again ${place.revision}`,
    });
  }
}

function headLines({ heads, found, pair }: DoesNotCommute): readonly string[] {
  return [
    `${heads.map(({ revision }) => revision).join(' and ')} cannot be joined: ${found}.`,
    ...(pair === undefined ? [] : ['These two statements do not commute:', ...pair.map(statementLine)]),
  ];
}

function statementLine({ file, line, statement }: StatementPlace): string {
  return `  ${line === undefined ? file : `${file}:${line}`}${statement === undefined ? '' : `  ${statement}`}`;
}

function conflictLines(conflicts: readonly NamedConflict[]): readonly string[] {
  return conflicts.flatMap(({ slice, entity, sides }) => [
    `Both sides changed ${entity} (slice ${slice}):`,
    ...sides.map(({ head, says }) => `  ${head}: ${says}`),
  ]);
}
