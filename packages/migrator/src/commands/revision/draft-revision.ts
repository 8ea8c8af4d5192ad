import { quoteForMessage } from '../../errors/files/revision-file-error.ts';
import { placeOf } from '../../errors/files/revision-place.ts';
import { UsageError } from '../../errors/workspace/usage-errors.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { printRevisionFile } from '../../revision/print-revision-file.ts';
import type { Revision } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Slice } from '../../revision/slice.ts';
import type { Change } from '../../schema/difference/state-change.ts';
import type { SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { printRename } from '../../schema/rename/rename-flag.ts';
import { effectText } from './generate/effect-text.ts';
import type { GeneratedSection, GeneratedStep } from './generate/generate-steps.ts';
import type { PlannedObjects } from './generate/plan-objects.ts';
import { withComments } from './generate/with-comments.ts';
import type { RevisionOptions } from './revision-options.ts';

/** A revision that is not written yet. */
export interface Draft {
  readonly slice: Slice;
  readonly file: RevisionFile;
  /** The same with the places of the file that `--sql-file` names: what is proven, so that errors name what people can open. */
  readonly given?: RevisionFile;
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

/** Throws when the id or a label that a new revision is to have belongs to another one. */
export function refuseTaken(
  graph: RevisionGraph,
  { revisionId, branchLabels = [] }: Pick<RevisionOptions, 'revisionId' | 'branchLabels'>,
): void {
  const holder = revisionId === undefined ? undefined : graph.get(revisionId);
  if (holder !== undefined) {
    throw new UsageError(
      `The id ${holder.id} is that of ${holder.file}.`,
      'Choose another --rev-id, or leave it out.',
      { ...placeOf(holder) },
    );
  }
  for (const label of branchLabels) {
    const labelled = graph.labelled(label) ?? graph.get(label);
    if (labelled === undefined) continue;
    const hint = 'Choose another --branch-label; revisions above carry a label without saying it again.';
    throw new UsageError(`The label ${quoteForMessage(label)} is that of ${labelled.file}.`, hint, {
      ...placeOf(labelled),
    });
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
