import type { AppliedGroup } from '../state/applied-group.ts';
import type { AppliedRevision } from '../state/applied-revision.ts';
import type { Lease } from '../state/lease.ts';
import type { RevisionRecord } from '../state/revision-record.ts';

/** The row that the in-memory database keeps of an applied revision. */
export function rowOf({ direction: _, ...record }: RevisionRecord, lease: Lease): AppliedRevision {
  return {
    ...record,
    appliedAt: '',
    appliedBy: 'memory',
    durationMs: 0,
    toolVersion: 'test',
    runId: lease.request.runId,
  };
}

/** Rows as `readApplied` gives them. */
export function groupApplied(rows: Iterable<AppliedRevision>): readonly AppliedGroup[] {
  const groups = new Map<string, { slice: string; appliedBy: string; revisions: string[]; appliedAt: string[] }>();
  for (const { slice, appliedBy, revision, appliedAt } of rows) {
    const key = `${slice} ${appliedBy}`;
    const group = groups.get(key) ?? { slice, appliedBy, revisions: [], appliedAt: [] };
    groups.set(key, group);
    group.revisions.push(revision);
    group.appliedAt.push(appliedAt);
  }
  return [...groups.values()];
}
