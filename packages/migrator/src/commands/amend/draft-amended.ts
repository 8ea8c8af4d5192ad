import { placeOf } from '../../errors/files/revision-place.ts';
import { RewriteRefusedError } from '../../errors/plan/rewrite-refused-error.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import { revisionFileName } from '../../revision/file-name.ts';
import type { Revision } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { withHeader } from '../../revision/with-header.ts';
import type { DataEffect } from '../../schema/difference/classify-change.ts';
import type { SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { recordedRevision, revisionAgain } from '../revision/revision.ts';
import { sliceState } from '../shared/schema/slice-state.ts';
import type { AmendBench } from './amend-bench.ts';
import type { AmendOptions } from './amend-options.ts';
import { handEdits } from './hand-edits.ts';
import { lostRows } from './lost-rows.ts';
import type { Unpublished } from './unpublished-revision.ts';
import { withoutRevision } from './without-revision.ts';

/** A revision as it will be, proven, and not written. */
export interface Amended {
  readonly file: RevisionFile;
  readonly entities: readonly SchemaEntity[];
  readonly upgrade: DataEffect;
  readonly downgrade: DataEffect;
  readonly notes: readonly string[];
  /** What a person wrote into the file as it is now. */
  readonly edits: readonly string[];
  /** What reverting the file as it is now loses on the chosen database. */
  lostRows(): Promise<readonly string[]>;
}

/** Throws a `RewriteRefusedError` where the schema takes no revision, or more than one. */
export async function draftAmended(
  bench: AmendBench,
  { slice, revision }: Unpublished,
  file: RevisionFile,
  options: AmendOptions,
): Promise<Amended> {
  const { message = revision.message, renames = [], created = [], casts = [], castsBack = [] } = options;
  const below = withoutRevision(bench, revision.id);
  const again = { slice, revision, message, renames, created, casts, castsBack, dependsOn: [] };
  const before = sliceState(below.graph(), slice, revision.revises, bench.files);
  const after = sliceState(bench.graph(), slice, [revision.id], bench.files);
  const { edits, dependsOn } = await handEdits(file, () => recordedRevision(below, again, after));
  const place = { ...placeOf(revision), command: 'amend' as const };
  const drafts = await revisionAgain(below, { ...again, dependsOn }).catch((error: unknown) => {
    const isSeveral = error instanceof UsageError && error.facts.problem === 'several-revisions-needed';
    throw isSeveral ? new RewriteRefusedError({ ...place, problem: 'several-needed' }) : error;
  });
  const [draft, more] = drafts;
  if (draft === undefined) throw new RewriteRefusedError({ ...place, problem: 'nothing-left' });
  if (more !== undefined) throw new RewriteRefusedError({ ...place, problem: 'several-needed' });
  const { entities, upgrade, downgrade, notes } = draft;
  return {
    ...{ entities, upgrade, downgrade, notes, edits },
    file: withHeader(draft.file, dated(bench, draft.file.revision, revision)),
    lostRows: () => lostRows(file, { before, after }, edits.length > 0, bench.tablesWithRows),
  };
}

/** It keeps its time, and its name where the message stays. */
function dated({ settings }: AmendBench, draft: Revision, { message, created, file }: Revision): Revision {
  const dated = created === undefined ? draft : { ...draft, created };
  if (draft.message === message) return { ...dated, file };
  const folder = file.slice(0, file.lastIndexOf('/'));
  const moment = new Date(created ?? draft.created ?? 0);
  return {
    ...dated,
    file: `${folder}/${revisionFileName({ revision: draft, created: moment, ...settings.fileName })}`,
  };
}
