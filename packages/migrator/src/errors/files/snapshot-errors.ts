import { UntypedError } from '../untyped-error.ts';
import { describePlace, type RevisionPlace } from './revision-place.ts';

/** A file in `migrations/snapshots` cannot be read. */
export class SnapshotError extends UntypedError {
  readonly code = 'snapshot-invalid';
  constructor(file: string, problem: string, cause?: unknown) {
    super(`${file} ${problem}.`, {
      facts: { file },
      hint: `Take it from git again (git checkout -- ${file}), or delete it and write it anew from the schema: migrate snapshot.`,
      cause,
    });
  }

  static ofVersion(file: string, found: unknown): SnapshotError {
    const problem =
      typeof found === 'number'
        ? `has version ${found}, this migrate reads versions 1 and 2: update it`
        : 'is no snapshot of Braid';
    return new SnapshotError(file, problem);
  }
}

/** A slice has revisions, but no snapshot says what its schema was. */
export class SnapshotMissingError extends UntypedError {
  readonly code = 'snapshot-missing';
  constructor(place: RevisionPlace) {
    super(`No snapshot says what the schema of slice ${place.slice} is at ${describePlace(place)}.`, {
      facts: { ...place },
      hint: `If the schema file says exactly what the revisions have built, record it: migrate snapshot --slice ${place.slice}`,
    });
  }
}

/** The snapshots of two parents contradict each other. */
export class SnapshotConflictError extends UntypedError {
  readonly code = 'snapshot-conflict';
  constructor(place: RevisionPlace, conflicts: readonly string[]) {
    super(`The two sides of merge ${describePlace(place)} changed the same: ${conflicts.slice(0, 5).join(', ')}.`, {
      facts: { ...place, conflicts },
      hint: `Make the schema file say what the merge has built and record it: migrate snapshot --slice ${place.slice}`,
    });
  }
}
