import type { RevisionPlace } from '../files/revision-place.ts';
import { MigratorError, type Outcome } from '../migrator-error.ts';
import { shortened } from '../shortened.ts';
import { type DoesNotCommute, foundIn, type NamedConflict, type StatementPlace } from './does-not-commute.ts';
import type { MergeComparison } from './merge-comparison.ts';
import { handHint, orderHint, repairOf } from './merge-repair.ts';

/**
 * Branches do not give the same result in every order of their revisions; nothing was written.
 * @cause A statement of one branch builds on, or undoes, a change of the other, or rows depend on which branch comes
 * first.
 * @repair Choose the right order with `--order`, write the joining statements with `--by-hand`, or correct a branch
 * that no database has applied.
 */
export class MergeDoesNotCommuteError extends MigratorError<DoesNotCommute> {
  readonly code = 'merge-does-not-commute';
  override readonly outcome: Outcome = 'found';

  constructor(facts: DoesNotCommute) {
    const { differences, conflicts } = facts;
    super(facts, {
      message: [...beginning(facts), ...shortened(differences), ...conflictLines(conflicts)].join('\n'),
      hint: repairOf(facts),
    });
  }

  /** The same, if the merge's statements were generated and nothing was written. */
  asGenerated(): MergeDoesNotCommuteError {
    return new MergeDoesNotCommuteError({ ...this.facts, generated: true });
  }

  /** The same, if the merge exists already: write the repair into it. */
  inMerge(merge: RevisionPlace): MergeDoesNotCommuteError {
    return new MergeDoesNotCommuteError({ ...this.facts, merge });
  }

  /** The same, with what snapshots say about it. */
  withConflicts(conflicts: readonly NamedConflict[]): MergeDoesNotCommuteError {
    return conflicts.length === 0 ? this : new MergeDoesNotCommuteError({ ...this.facts, conflicts });
  }
}

function beginning(facts: DoesNotCommute): readonly string[] {
  const { heads, pair } = facts;
  return [
    `${heads.map(({ revision }) => revision).join(' and ')} cannot be joined: ${foundIn(facts)}.`,
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

export interface MergeNeedsHand {
  readonly heads: readonly RevisionPlace[];
  readonly differences: readonly string[];
  readonly comparison: MergeComparison;
}

/**
 * An order was chosen, but Braid cannot generate statements that bring the other orders to its schema; nothing was
 * written.
 * @cause The orders differ in something that Braid cannot convert by itself, such as rows or a dropped column.
 * @repair Write statements that give every order the same result: `migrate merge <heads> --by-hand`.
 */
export class MergeNeedsHandError extends MigratorError<MergeNeedsHand> {
  readonly code = 'merge-needs-hand';
  override readonly outcome: Outcome = 'found';
  constructor(facts: MergeNeedsHand) {
    const ids = facts.heads.map(({ revision }) => revision);
    const first = `Braid cannot generate statements that bring the other orders to the schema of ${ids.join(', then ')}:`;
    super(facts, { message: [first, ...shortened(facts.differences)].join('\n'), hint: handHint(ids) });
  }
}

export interface MergeConflict {
  readonly heads: readonly RevisionPlace[];
  readonly conflicts: readonly NamedConflict[];
}

/**
 * The branches commute, but both changed the same object, and only you know which schema is right.
 * @cause Both branches changed the same table, column or object, each in its own way.
 * @repair Choose the right order with `migrate merge <heads> --order <revisions>`, or make both branches declare the
 * same.
 */
export class MergeConflictError extends MigratorError<MergeConflict> {
  readonly code = 'merge-conflict';
  override readonly outcome: Outcome = 'found';
  constructor(facts: MergeConflict) {
    const ids = facts.heads.map(({ revision }) => revision);
    const lines = [
      `${ids.join(' and ')} cannot be joined: both changed the same objects.`,
      ...conflictLines(facts.conflicts),
    ];
    super(facts, {
      message: lines.join('\n'),
      hint: `${orderHint(ids)}\nor make both branches declare the same, and run the same command again.`,
    });
  }
}
