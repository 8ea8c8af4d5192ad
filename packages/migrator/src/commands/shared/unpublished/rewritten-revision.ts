import { revisionFileName } from '../../../revision/file-name.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { withHeader } from '../../../revision/with-header.ts';
import type { DataEffect } from '../../../schema/difference/classify-change.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import type { LintFinding } from '../lint/lint-finding.ts';
import { type RevisionSummary, summarize } from '../revision-summary.ts';
import type { Workbench } from '../workbench.ts';

/** The new revision, proven and not written yet. */
export interface Rewritten {
  readonly file: RevisionFile;
  /** The slice's entities after it. */
  readonly entities: readonly SchemaEntity[];
  readonly upgrade: DataEffect;
  readonly downgrade: DataEffect;
  readonly notes: readonly string[];
}

/** A rewritten revision. */
export interface RewrittenRevision extends RevisionSummary {
  readonly upgrade: DataEffect;
  readonly downgrade: DataEffect;
  /** Recorded renames, as in the header. */
  readonly renames: readonly string[];
  /** Warnings: it works as written, but may not be what was meant. */
  readonly notes: readonly string[];
  /** Path of the snapshot. */
  readonly snapshot: string;
  readonly text: string;
  /** Its findings of `migrate lint`. */
  readonly findings: readonly LintFinding[];
}

/** The draft with the time of the revision whose id it has, and with its file name if the message stays. */
export function inItsPlace(
  { settings }: Pick<Workbench, 'settings'>,
  draft: RevisionFile,
  { message, created, file }: Revision,
): RevisionFile {
  const { revision } = draft;
  const dated = created === undefined ? revision : { ...revision, created };
  if (revision.message === message) return withHeader(draft, { ...dated, file });
  const folder = file.slice(0, file.lastIndexOf('/'));
  const moment = new Date(dated.created ?? 0);
  const name = revisionFileName({ revision, created: moment, ...settings.fileName });
  return withHeader(draft, { ...dated, file: `${folder}/${name}` });
}

export function rewrittenRevision(
  snapshot: string,
  { upgrade, downgrade, notes }: Pick<Rewritten, 'upgrade' | 'downgrade' | 'notes'>,
  { revision, text }: RevisionFile,
  findings: readonly LintFinding[] = [],
): RewrittenRevision {
  const effect = ({ lossy, rows }: DataEffect): DataEffect => ({ lossy, rows });
  return {
    ...summarize(revision),
    upgrade: effect(upgrade),
    downgrade: effect(downgrade),
    renames: revision.renames ?? [],
    ...{ notes, snapshot, text, findings },
  };
}
