import { placeOf } from '../../../errors/files/revision-place.ts';
import { RewriteRefusedError } from '../../../errors/plan/rewrite-refused-error.ts';
import { buildGraph } from '../../../graph/build/build-graph.ts';
import { makePlan } from '../../../plan/make-plan.ts';
import { planUpgrade } from '../../../plan/plan-upgrade.ts';
import type { HookRun } from '../../../ports/workspace/post-write.ts';
import { parseRevisionFile } from '../../../revision/parse-revision-file.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import type { Slice } from '../../../revision/slice.ts';
import { printSnapshot } from '../../../schema/entity/snapshot.ts';
import { afterWriting } from '../after-writing.ts';
import type { LintFinding } from '../lint/lint-finding.ts';
import { lintDrafts } from '../lint/lint-revisions.ts';
import { type MigrateBench, runPlan } from '../migrate.ts';
import { plannableHeads } from '../plan-from-state.ts';
import { snapshotFile } from '../schema/slice-state.ts';
import { watchedRun } from '../watch/watched-run.ts';
import type { Rewritten } from './rewritten-revision.ts';
import type { UnpublishedBench } from './unpublished-bench.ts';
import { withoutRevisions } from './without-revisions.ts';

export interface Replaced {
  readonly command: 'amend' | 'squash';
  readonly slice: Slice;
  /** Oldest first. The new one has the id of the last. */
  readonly old: readonly RevisionFile[];
}

export interface Replacement {
  readonly hooks: readonly HookRun[];
  readonly written: RevisionFile;
  /** The lint findings of the new one. */
  readonly findings: readonly LintFinding[];
}

/**
 * Reverts the old files if they are applied, replaces them with the new one and its snapshot, and applies it. A crash
 * leaves either the old files, with the database at or below them, or the new one, with the database below or at it.
 */
export async function replaceRevisions(
  bench: UnpublishedBench,
  { command, slice, old }: Replaced,
  { file, entities }: Pick<Rewritten, 'file' | 'entities'>,
  isApplied: boolean,
): Promise<Replacement> {
  const { id } = file.revision;
  const ids = old.map(({ revision }) => revision.id);
  const { findings } = await lintDrafts(withoutRevisions(bench, ids), [file]);
  if (isApplied) await revert(bench, ids);
  const edited = old.find(({ revision, checksum }) => bench.workspace.checksumOf(revision) !== checksum);
  if (edited !== undefined) {
    throw new RewriteRefusedError({ ...placeOf(edited.revision), command, problem: 'edited-meanwhile' });
  }
  const snapshot = {
    file: snapshotFile(slice, id),
    text: printSnapshot({ slice: slice.label, revision: id, entities }),
  };
  const writes = [snapshot, { file: file.revision.file, text: file.text }];
  const kept = new Set(writes.map((write) => write.file));
  const gone = old.flatMap(({ revision }) => [revision.file, snapshotFile(slice, revision.id)]);
  await bench.rewriteFiles({ writes, removes: gone.filter((path) => !kept.has(path)) });
  const { hooks, text } = await afterWriting(bench, file);
  if (isApplied) await apply(bench, id);
  return { hooks, findings, written: text === file.text ? file : parseRevisionFile(text, file.revision) };
}

async function revert(bench: MigrateBench, ids: readonly string[]): Promise<void> {
  const graph = bench.graph();
  await watchedRun(bench, 'downgrade', (watched) =>
    runPlan(watched, 'downgrade', (state) => {
      const marks = new Uint8Array(graph.size);
      // Under the lease, because another run may have reverted them meanwhile.
      const applied = new Set(state.applied.map(({ revision }) => revision));
      for (const id of ids) if (applied.has(id)) marks[graph.node(id)] = 1;
      return makePlan(graph, plannableHeads(graph, state), marks, 'downgrade');
    }),
  );
}

async function apply(bench: MigrateBench, id: string): Promise<void> {
  const graph = buildGraph(bench.workspace.readHeaders());
  const now: MigrateBench = { ...bench, graph: () => graph };
  await watchedRun(now, 'upgrade', (watched) =>
    runPlan(watched, 'upgrade', (state) => planUpgrade(graph, plannableHeads(graph, state), [id])),
  );
}
