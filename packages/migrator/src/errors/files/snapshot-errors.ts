import { MigratorError } from '../migrator-error.ts';
import { quoteForMessage } from './revision-file-error.ts';
import { describePlace, type RevisionPlace } from './revision-place.ts';

export type InvalidSnapshot = { readonly file: string } & (
  | { readonly problem: 'not-json' | 'conflict-marks' | 'not-an-object' | 'incomplete' }
  /** `found`: null where there is no version. */
  | { readonly problem: 'version'; readonly found: number | null }
  | { readonly problem: 'other-revision'; readonly of: string }
  /** `number` is that of the entity, 1-based. */
  | { readonly problem: 'entity-not-an-object' | 'entity-unknown' | 'entity-not-json'; readonly number: number }
  | { readonly problem: 'fact'; readonly entity: string; readonly fact: string }
);

/**
 * A file in `migrations/snapshots` cannot be used.
 * @cause A merge in git left conflict marks in it, it was edited, or a newer version of Braid has written it.
 * @repair Restore it from git, or write it again from what the revisions build with `migrate snapshot`.
 */
export class SnapshotError extends MigratorError<InvalidSnapshot> {
  readonly code = 'snapshot-invalid';
  constructor(facts: InvalidSnapshot, options: ErrorOptions = {}) {
    super(facts, {
      message: `${facts.file} ${problemOf(facts)}.`,
      hint: `Restore it from git (git checkout -- ${facts.file}), or write it again from what the revisions build: migrate snapshot`,
      cause: options.cause,
    });
  }
}

function problemOf(facts: InvalidSnapshot): string {
  switch (facts.problem) {
    case 'not-json':
      return 'is not valid JSON';
    case 'conflict-marks':
      return 'has conflict markers of git';
    case 'not-an-object':
      return 'is not a JSON object';
    case 'incomplete':
      return 'lacks "slice", "revision" or "entities"';
    case 'version':
      return facts.found === null
        ? 'is not a snapshot of Braid'
        : `has version ${facts.found}, this migrate reads versions 1 and 2: update it`;
    case 'other-revision':
      return `is for revision ${facts.of}, according to its own text`;
    case 'entity-not-an-object':
      return `entity ${facts.number} is not an object`;
    case 'entity-unknown':
      return `entity ${facts.number} has no known type or no name`;
    case 'entity-not-json':
      return `entity ${facts.number} holds something other than JSON`;
    case 'fact':
      return `has no valid "${facts.fact}" for ${facts.entity}`;
  }
}

/**
 * A slice has revisions, but no snapshot that records its schema.
 * @cause The revisions were written by hand or come from another tool, or the file was not committed.
 * @repair Record what the revisions build with `migrate snapshot --slice <slice>`.
 */
export class SnapshotMissingError extends MigratorError<RevisionPlace> {
  readonly code = 'snapshot-missing';
  constructor(place: RevisionPlace) {
    super(place, {
      message: `No snapshot says what the schema of slice ${place.slice} is at ${describePlace(place)}.`,
      hint: `Record what the revisions build: migrate snapshot --slice ${place.slice}`,
    });
  }
}

/**
 * The snapshots differ from what the revisions build.
 * @cause A revision file was edited after its snapshot was written, or the snapshot itself was.
 * @repair Record what the revisions build with `migrate snapshot --slice <slice>`; differences to the schema are then
 * changes that `migrate revision` writes.
 */
export class SnapshotNotBuiltError extends MigratorError<SnapshotNotBuilt> {
  readonly code = 'snapshot-not-built';
  override readonly outcome = 'found';
  constructor(facts: SnapshotNotBuilt) {
    const { slice, things } = facts;
    const shown = things.slice(0, SHOWN).map((thing) => quoteForMessage(thing).slice(1, -1));
    const rest = things.length > SHOWN ? ` and ${things.length - SHOWN} more` : '';
    super(facts, {
      message: `The snapshots of ${slice} differ from what the revisions build: ${shown.join(', ')}${rest}.`,
      hint: `Record what the revisions build: migrate snapshot --slice ${slice}`,
    });
  }
}

export interface SnapshotNotBuilt {
  readonly slice: string;
  /** `- column a.b`: recorded, but not built; `+`: built, but not recorded; `~`: built otherwise. */
  readonly things: readonly string[];
}

const SHOWN = 5;

export interface SnapshotConflict extends RevisionPlace {
  /** Labels of the things that both sides changed. */
  readonly conflicts: readonly string[];
}

/**
 * The snapshots of the two sides of a merge contradict each other.
 * @cause Both branches changed the same table, column or object, and the merge wrote no snapshot of what it built.
 * @repair Record what the merge has built with `migrate snapshot --slice <slice>`.
 */
export class SnapshotConflictError extends MigratorError<SnapshotConflict> {
  readonly code = 'snapshot-conflict';
  constructor(facts: SnapshotConflict) {
    super(facts, {
      message: `The two sides of merge ${describePlace(facts)} changed the same things: ${facts.conflicts.slice(0, 5).join(', ')}.`,
      hint: `Record what the merge has built: migrate snapshot --slice ${facts.slice}`,
    });
  }
}
