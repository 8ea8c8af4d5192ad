import type { Placement } from '../../graph/placement.ts';
import type { Ambient, Slice } from '../../ports.ts';
import { revisionFileName } from '../../revision/file-name.ts';
import { printRevisionFile } from '../../revision/print-revision-file.ts';
import type { AlteredSlices, Revision, RevisionKind } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { revisionIdFromBytes } from '../../revision/revision-id.ts';
import { printRename } from '../../schema/rename-flag.ts';
import type { SchemaEntity } from '../../schema/schema-entity.ts';
import type { Change } from '../../schema/state-change.ts';
import type { PlannedObjects } from '../sql-objects/plan-objects.ts';
import { effectText } from './effect-text.ts';
import type { GeneratedSection, GeneratedStep } from './generate-steps.ts';
import type { RevisionContext } from './revision-context.ts';
import { withComments } from './with-comments.ts';

/** A revision that is not written yet. */
export interface Draft {
  readonly slice: Slice;
  readonly file: RevisionFile;
  readonly upgrade: Pick<GeneratedSection, 'lossy' | 'rows'>;
  readonly downgrade: Pick<GeneratedSection, 'lossy' | 'rows'>;
  /** Of SQL by hand: where what it makes is not what the schema declares. */
  readonly differences?: readonly string[];
  /** The slice's own entities after it; absent when it says nothing about the schema. */
  readonly entities?: readonly SchemaEntity[];
  /** The states of all slices together, before and after; absent when a person writes it. */
  readonly change?: Change;
  /** Set where the states have objects of `sql/*.sql`. */
  readonly objects?: PlannedObjects;
}

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
}

/** The header of a new revision, with its id, time and file name from the ambient clock and dice. */
export function newRevision(context: Pick<RevisionContext, 'ambient' | 'fileName'>, request: HeaderRequest): Revision {
  const { placement, slice, kind, message, labels, renames = [], unproven, alters } = request;
  const id = request.id ?? newId(context.ambient);
  const created = context.ambient.now();
  const name = revisionFileName({ revision: { id, message, slice: slice.label, kind }, created, ...context.fileName });
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
  };
}

/** Digits alone could be taken for a number of steps; Alembic's ids are never so either. */
function newId(ambient: Ambient): string {
  for (;;) {
    const id = revisionIdFromBytes(ambient.randomBytes(6));
    if (/[a-f]/.test(id)) return id;
  }
}

/** The file of a generated step. */
export function draftOf(
  revision: Revision,
  slice: Slice,
  step: GeneratedStep,
  entities: readonly SchemaEntity[],
  change: Change,
  objects: PlannedObjects | undefined,
): Draft {
  const text = printRevisionFile({
    revision,
    upgrade: sectionDraft(step.upgrade),
    downgrade: sectionDraft(step.downgrade),
  });
  const source = { slice: slice.label, file: revision.file };
  const drafts = { upgrade: step.upgrade.statements, downgrade: step.downgrade.statements };
  const { upgrade, downgrade } = step;
  return {
    slice,
    file: withComments(text, source, drafts),
    upgrade,
    downgrade,
    entities,
    change,
    ...(objects && { objects }),
  };
}

export function recordedRenames(step: GeneratedStep): readonly string[] {
  return step.renames.map(printRename);
}

function sectionDraft({ statements, transaction, lossy, rows }: GeneratedSection) {
  return {
    statements,
    transaction,
    ...(lossy.length === 0 ? {} : { lossy: effectText(lossy) }),
    ...(rows.length === 0 ? {} : { rows: effectText(rows) }),
  };
}
