import type { RevisionPlace } from '../files/revision-place.ts';
import type { FailedStatement, ServerDetails } from '../run/failed-statement.ts';
import type { MergeComparison } from './merge-comparison.ts';

/** A statement of a branch; for a data revision, the whole file. */
export interface StatementPlace extends RevisionPlace {
  /** 1-based. */
  readonly line?: number;
  /** Its beginning, on one line. */
  readonly statement?: string;
}

/** What both sides did to one object, in words. */
export interface NamedConflict {
  readonly slice: string;
  /** `column events.title`. */
  readonly entity: string;
  /** What each of the two heads did to it: `column events.title: type: text -> integer`, `… is gone`. */
  readonly sides: readonly { readonly head: string; readonly says: string }[];
}

/**
 * `fails`: a statement does. `catalogs-differ`, `rows-differ`: the results do. `way-back`: the downgrade of the
 * branches fails or leaves something else.
 */
export type MergeProblem = 'fails' | 'catalogs-differ' | 'rows-differ' | 'way-back';

/** A statement or data revision that failed in one of the orders. */
export interface FailedInMerge extends FailedStatement, ServerDetails {
  readonly revision?: string;
  readonly slice: string;
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** What the server (or the code) said. */
  readonly said: string;
}

export interface DoesNotCommute extends Partial<FailedInMerge> {
  readonly problem: MergeProblem;
  readonly heads: readonly RevisionPlace[];
  /** The order that failed or ends differently, by its name: `8f3c2a1b9d04, then 51aa0be2c7f3`. */
  readonly order: string;
  /** The order that it was compared with. */
  readonly than?: string;
  /** `describeDifference` texts, or tables and columns whose rows differ. */
  readonly differences: readonly string[];
  /** The same in two columns. */
  readonly comparison?: MergeComparison;
  /** The first two statements that do not commute, one of each branch, where they could be found. */
  readonly pair?: readonly [StatementPlace, StatementPlace];
  readonly conflicts: readonly NamedConflict[];
  /** The first revision of each head's branch. */
  readonly begins?: readonly (RevisionPlace | undefined)[];
  /** The orders of the heads that ran to their end, whatever the result. */
  readonly runs: readonly (readonly string[])[];
  /** The newest common ancestors. */
  readonly ancestors?: readonly string[];
  /** The merge, if its own statements were part of every order. */
  readonly merge?: RevisionPlace;
  /** Whether the merge's own statements are part of the problem. */
  readonly own: boolean;
  /** Those statements were generated for a chosen order and are in no file. */
  readonly generated?: boolean;
}

/** The problem, in one sentence without its end. */
export function foundIn(what: DoesNotCommute): string {
  const { problem, order, than, own, file, line, said } = what;
  const place = line === undefined ? file : `${file}:${line}`;
  switch (problem) {
    case 'fails':
      return `in the order ${order}, ${own ? "the merge's own statement at " : ''}${place} fails: ${said}`;
    case 'way-back':
      return said === undefined
        ? `after ${order} the downgrade does not restore what was there before`
        : `after ${order} the downgrade fails at ${place}: ${said}`;
    default:
      return `${order} ends with ${problem === 'catalogs-differ' ? 'another schema' : 'other rows'} than ${than}${own ? ", after the merge's own statements" : ''}`;
  }
}
