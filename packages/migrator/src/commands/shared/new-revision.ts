import type { Placement } from '../../graph/slices/placement.ts';
import type { Ambient } from '../../ports/ambient.ts';
import { revisionFileName } from '../../revision/file-name.ts';
import type { AlteredSlices, Revision, RevisionKind } from '../../revision/revision.ts';
import { revisionIdFromBytes } from '../../revision/revision-id.ts';
import type { Slice } from '../../revision/slice.ts';
import type { Workbench } from './workbench.ts';

export interface HeaderRequest {
  readonly placement: Placement;
  readonly slice: Slice;
  readonly kind: RevisionKind;
  readonly message: string;
  readonly labels: readonly string[];
  readonly id?: string | undefined;
  readonly renames?: readonly string[];
  readonly unproven?: string | undefined;
  readonly alters?: AlteredSlices | undefined;
  /** Lines for people; see `fitNotes`. */
  readonly notes?: readonly string[];
}

/**
 * The header of a new revision, with its id, time and file name from the ambient clock and dice. An id and labels that
 * a person gave are fit: see `refuseUnfit`.
 */
export function newRevision(bench: Pick<Workbench, 'ambient' | 'settings'>, request: HeaderRequest): Revision {
  const { placement, slice, kind, message, labels, renames = [], unproven, alters, notes = [] } = request;
  const id = request.id ?? newId(bench.ambient);
  const created = bench.ambient.now();
  const name = revisionFileName({
    revision: { id, message, slice: slice.label, kind },
    created,
    ...bench.settings.fileName,
  });
  return {
    id,
    revises: placement.revises,
    dependsOn: placement.dependsOn,
    labels,
    message,
    slice: slice.label,
    file: `${slice.migrations}/${name}`,
    kind,
    created: created.toISOString().replace(/\.\d+Z$/, 'Z'),
    ...(unproven === undefined ? {} : { unproven }),
    ...(alters === undefined ? {} : { alters }),
    ...(renames.length === 0 ? {} : { renames }),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** An id of digits only could be read as a number of steps; Alembic avoids such ids, too. */
function newId(ambient: Ambient): string {
  for (;;) {
    const id = revisionIdFromBytes(ambient.randomBytes(6));
    if (/[a-f]/.test(id)) return id;
  }
}
