import { AppliedFilesEditedError, type ChangedFile } from '../errors/run/applied-errors.ts';
import { HalfRunPendingError } from '../errors/run/half-run-errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { Revision } from '../revision/revision.ts';
import type { DatabaseState } from '../state/database-state.ts';

export interface VerifySource {
  readonly revisionOf: (id: string) => Revision | undefined;
  readonly checksumOf: (revision: Revision) => string;
}

/** Applied revisions whose file is not the one that was applied. A file that is missing is the plan's matter. */
export function editedFiles(state: DatabaseState, source: VerifySource): readonly ChangedFile[] {
  return state.applied.flatMap(({ revision: id, checksum: applied }) => {
    const revision = source.revisionOf(id);
    if (revision === undefined) return [];
    const found = source.checksumOf(revision);
    return found === applied ? [] : [{ revision: id, slice: revision.slice, file: revision.file, applied, found }];
  });
}

/**
 * Throws `AppliedFilesEditedError`: before an upgrade when any applied file was edited, since what is built on it would
 * not be what was reviewed; before a downgrade when a file that is about to be run was. Throws `HalfRunPendingError`
 * when a revision is half-way that no file has: it was deleted, or is on another branch.
 */
export function verifyApplied(state: DatabaseState, plan: Plan, source: VerifySource): void {
  const lost = state.halfRuns.find(({ revision }) => source.revisionOf(revision) === undefined);
  if (lost !== undefined) {
    const { revision, direction, since } = lost;
    throw new HalfRunPendingError({ revision, direction, since, isMissing: true });
  }
  const running = new Set(plan.steps.map(({ revision }) => revision.id));
  const edited = editedFiles(state, source).filter(
    ({ revision }) => plan.direction === 'upgrade' || running.has(revision),
  );
  const [first, ...rest] = edited;
  if (first !== undefined) throw new AppliedFilesEditedError({ edited: [first, ...rest] });
}
