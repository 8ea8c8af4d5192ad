import type { Change } from '../change/change.ts';
import type { DraftStatement } from '../change/draft-statement.ts';
import type { ObjectEntity } from '../entity/schema-entity.ts';
import type { Dependents } from '../mend/dependents.ts';

/** The statements for objects of `sql/*.sql` in one direction, by the time at which they run. */
export interface ObjectStatements {
  /** Before everything except new values of enums. */
  readonly first: readonly DraftStatement[];
  /** After views are dropped, before tables change. */
  readonly beforeTables: readonly DraftStatement[];
  /** After tables have changed, before views are created. */
  readonly afterTables: readonly DraftStatement[];
  readonly last: readonly DraftStatement[];
}

export const NOTHING_AROUND: ObjectStatements = { first: [], beforeTables: [], afterTables: [], last: [] };

/** Plans the objects of `sql/*.sql`, of which other rules only know the words. */
export interface ObjectPlanner {
  /** The current day, `2026-11-28`, at which the partitions of tables by time begin. */
  readonly today: string;
  /** Ids of the objects that are removed, or must be dropped to change. */
  displaced(change: Change): ReadonlySet<string>;
  /** The created and changed objects, in the state after the change; the others may be at another revision. */
  made(change: Change): readonly ObjectEntity[];
  /** Rows that make creating a new or changed object fail. */
  rows(change: Change): readonly string[];
  /** Notes about the change: things that keep results of a replaced function. */
  notes(change: Change): readonly string[];
  /** `aside` contains, among others, the objects that depend on something that changes. */
  statements(change: Change, aside: Dependents): ObjectStatements;
}
