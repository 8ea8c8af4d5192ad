import type { Change } from '../change/change.ts';
import type { DraftStatement } from '../change/draft-statement.ts';
import type { ObjectEntity } from '../entity/schema-entity.ts';
import type { Dependents } from '../mend/dependents.ts';

/** The statements for objects of `sql/*.sql` in one direction, by when they run. */
export interface ObjectStatements {
  /** Before everything but new values of enums. */
  readonly first: readonly DraftStatement[];
  /** After views are gone, before tables change. */
  readonly beforeTables: readonly DraftStatement[];
  /** After tables have changed, before views come. */
  readonly afterTables: readonly DraftStatement[];
  readonly last: readonly DraftStatement[];
}

export const NOTHING_AROUND: ObjectStatements = { first: [], beforeTables: [], afterTables: [], last: [] };

/** Knows the objects of `sql/*.sql`, of which the other rules know only the words. */
export interface ObjectPlanner {
  /** The day on which it is planned, `2026-11-28`: from it on, tables by time have partitions. */
  readonly today: string;
  /** Ids of the objects that go, or that must be dropped to become what they should be. */
  displaced(change: Change): ReadonlySet<string>;
  /**
   * The objects that are created or changed, of the state after the change; the others may be at another revision, for
   * all that is known.
   */
  made(change: Change): readonly ObjectEntity[];
  /** Rows that make the creation of a new or changed object fail. */
  rows(change: Change): readonly string[];
  /** What is to be said of the change: things that keep what a replaced function gave. */
  notes(change: Change): readonly string[];
  /** `aside` names, among others, the objects that depend on something that changes. */
  statements(change: Change, aside: Dependents): ObjectStatements;
}
