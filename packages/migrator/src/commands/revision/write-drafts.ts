import type { HookRun } from '../../ports/workspace/post-write.ts';
import type { DataEffect } from '../../schema/difference/classify-change.ts';
import { printSnapshot } from '../../schema/entity/snapshot.ts';
import { afterWriting } from '../shared/after-writing.ts';
import { summarize } from '../shared/revision-summary.ts';
import { snapshotFile } from '../shared/schema/slice-state.ts';
import { afterOthers } from './after-others.ts';
import type { Draft } from './draft.ts';
import { EarlyLint } from './early-lint.ts';
import type { RevisionBench } from './revision-bench.ts';
import type { RevisionResult, WrittenRevision } from './revision-options.ts';

/** Writes all drafts, and runs the configured commands on each when all are there. */
export async function writeDrafts(
  bench: RevisionBench,
  drafts: readonly Draft[],
  early = new EarlyLint(bench),
): Promise<Pick<RevisionResult, 'revisions' | 'hooks'>> {
  const { findings } = await early.lint(drafts.map(({ file }) => file));
  for (const draft of drafts) write(bench, draft);
  const hooks: HookRun[] = [];
  const revisions: WrittenRevision[] = [];
  for (const draft of drafts) {
    const finished = await afterWriting(bench, draft.file);
    hooks.push(...finished.hooks);
    const own = findings.filter(({ revision }) => revision === draft.file.revision.id);
    revisions.push({ ...writtenRevision(draft, finished.text), findings: own });
  }
  return { revisions, hooks };
}

/** Prints snapshots while others are waited for, so that writing them takes no time. */
export async function printAhead(drafts: readonly Draft[]): Promise<void> {
  await afterOthers();
  for (const draft of drafts) snapshotText(draft);
}

function snapshotText({ slice, file, entities }: Draft): string | undefined {
  return entities && printSnapshot({ slice: slice.label, revision: file.revision.id, entities });
}

function write({ files }: Pick<RevisionBench, 'files'>, draft: Draft): void {
  const { file, slice } = draft;
  const snapshot = snapshotText(draft);
  // The snapshot first: a revision without one would be generated again.
  if (snapshot !== undefined) files.create(snapshotFile(slice, file.revision.id), snapshot);
  files.create(file.revision.file, file.text);
}

function writtenRevision(
  { file, slice, entities, upgrade, downgrade, differences, notes }: Draft,
  text: string,
): Omit<WrittenRevision, 'findings'> {
  const effect = ({ lossy, rows }: DataEffect): DataEffect => ({ lossy, rows });
  return {
    ...summarize(file.revision),
    upgrade: effect(upgrade),
    downgrade: effect(downgrade),
    renames: file.revision.renames ?? [],
    differences,
    notes,
    snapshot: entities === undefined ? null : snapshotFile(slice, file.revision.id),
    text,
  };
}
