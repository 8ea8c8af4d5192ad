import type { Access } from '../../footprint/access.ts';
import type { PlacedStatement } from '../../ownership/placed-statement.ts';

/** One access of a statement of an upgrade or downgrade to a thing, or to one part of it. */
export interface Entry {
  /** The number of the step; steps that must come before it have lower numbers. */
  readonly step: number;
  readonly statement: PlacedStatement;
  readonly access: Access;
  /** Absent: the thing itself. */
  readonly part?: string;
}

/** All accesses to one thing. */
export interface Thing {
  /** Its name for people: `orders`, `app.mood`. */
  readonly name: string;
  readonly space: string;
  readonly whole: Entry[];
  readonly parts: Map<string, Entry[]>;
}
