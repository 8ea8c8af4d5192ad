import type { Revision } from '../../revision/revision.ts';

/** A revision as every command prints it in JSON. */
export interface RevisionSummary {
  readonly revision: string;
  readonly slice: string;
  readonly revises: readonly string[];
  readonly dependsOn: readonly string[];
  /** Branch labels written on this revision. */
  readonly labels: readonly string[];
  readonly message: string;
  readonly file: string;
  readonly created: string | null;
}

export function summarize(revision: Revision): RevisionSummary {
  return {
    revision: revision.id,
    slice: revision.slice,
    revises: revision.revises,
    dependsOn: revision.dependsOn,
    labels: revision.labels,
    message: revision.message,
    file: revision.file,
    created: revision.created ?? null,
  };
}
