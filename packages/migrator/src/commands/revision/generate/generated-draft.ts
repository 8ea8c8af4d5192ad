import { printRevisionFile } from '../../../revision/print-revision-file.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { Slice } from '../../../revision/slice.ts';
import type { SqlTemplate } from '../../../revision/template/sql-template.ts';
import { withSqlTemplate } from '../../../revision/template/with-sql-template.ts';
import { withTemplateNotes } from '../../../revision/template/with-template-notes.ts';
import type { Change } from '../../../schema/change/change.ts';
import { type LargeTable, retypedNotes } from '../../../schema/difference/batched-fills.ts';
import { defaultNotes } from '../../../schema/difference/default-notes.ts';
import { roleNotes } from '../../../schema/difference/role-notes.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import type { GeneratedSection } from '../../shared/generate/generate-section.ts';
import type { PlannedObjects } from '../../shared/generate/plan-objects.ts';
import { withComments } from '../../shared/generate/with-comments.ts';
import type { Draft } from '../draft.ts';
import { effectText } from './effect-text.ts';
import type { GeneratedStep } from './steps/generate-steps.ts';

/** The change that a generated revision makes, and what its proof needs. */
export interface Purpose {
  readonly entities: readonly SchemaEntity[];
  /** The states of all slices together, before and after. */
  readonly change: Change;
  /** Set where the states have objects of `sql/*.sql`. */
  readonly objects: PlannedObjects | undefined;
  /** Tables that may be large. */
  readonly large: readonly LargeTable[];
}

export interface GeneratedDraft extends Draft, Purpose {
  readonly entities: readonly SchemaEntity[];
}

/** The file of a generated step, with the comments of a template. */
export function generatedDraft(
  revision: Revision,
  slice: Slice,
  { upgrade, downgrade }: GeneratedStep,
  purpose: Purpose,
  template?: SqlTemplate,
): GeneratedDraft {
  const text = printRevisionFile({
    revision: withTemplateNotes(revision, template?.notes),
    upgrade: sectionDraft(upgrade),
    downgrade: sectionDraft(downgrade),
  });
  const source = { slice: slice.label, file: revision.file };
  const statements = { upgrade: upgrade.statements, downgrade: downgrade.statements };
  const { change, objects, large } = purpose;
  const notes = [
    ...defaultNotes(change),
    ...roleNotes(change),
    ...retypedNotes(change, large),
    ...(objects?.planner.notes(change) ?? []),
  ];
  const commented = withComments(text, source, statements);
  const file = template === undefined ? commented : withSqlTemplate(commented, template);
  return { slice, file, upgrade, downgrade, differences: [], notes, ...purpose };
}

function sectionDraft({ statements, transaction, lossy, rows, options }: GeneratedSection) {
  return {
    statements,
    transaction,
    ...(options === undefined ? {} : { options }),
    ...(lossy.length === 0 ? {} : { lossy: effectText(lossy) }),
    ...(rows.length === 0 ? {} : { rows: effectText(rows) }),
  };
}
