import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError } from '../migrator-error.ts';

export interface SnapshotUnsaid {
  /** `index a.by_n`. */
  readonly things: readonly string[];
  /** Label of the slice that declares the first of them. */
  readonly slice: string;
}

/**
 * The revisions build something differently from the schema, in a way that a snapshot cannot record. Nothing was
 * written.
 * @cause An index, a policy or a constraint was written by hand, under the name of a declared one, with something that
 * Drizzle cannot declare.
 * @repair Declare it as the revisions build it, or write a revision that makes it match the declaration.
 */
export class SnapshotUnsaidError extends MigratorError<SnapshotUnsaid> {
  readonly code = 'snapshot-unsaid';
  constructor(facts: SnapshotUnsaid) {
    const { things, slice } = facts;
    const shown = things.slice(0, 5).map((thing) => quoteForMessage(thing).slice(1, -1));
    const rest = things.length > shown.length ? ` and ${things.length - shown.length} more` : '';
    super(facts, {
      message: `The revisions build this differently from the schema, in a way that a snapshot cannot record: ${shown.join(', ')}${rest}.`,
      hint: `Declare it as the revisions build it, or make it match the declaration: migrate revision --empty --slice ${slice} -m "…"`,
    });
  }
}
