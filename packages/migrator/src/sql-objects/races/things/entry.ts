import type { Access } from '../../footprint/access.ts';
import type { PlacedStatement } from '../../ownership/placed-statement.ts';

/** One access of one statement of a revision's way up or back, to one part of a thing or to the thing itself. */
export interface Entry {
  /** The number of the step, in an order in which what comes before it comes first. */
  readonly step: number;
  readonly statement: PlacedStatement;
  readonly access: Access;
  /** Absent: the thing itself. */
  readonly part?: string;
}

/** Everything that reaches one thing. */
export interface Thing {
  /** What people call it: `orders`, `app.mood`. */
  readonly name: string;
  readonly space: string;
  readonly whole: Entry[];
  readonly parts: Map<string, Entry[]>;
}
