import { placeOf } from '../../errors/files/revision-place.ts';
import { RewriteRefusedError } from '../../errors/plan/rewrite-refused-error.ts';
import { buildGraph } from '../../graph/build/build-graph.ts';
import { makePlan } from '../../plan/make-plan.ts';
import { planUpgrade } from '../../plan/plan-upgrade.ts';
import type { HookRun } from '../../ports/workspace/post-write.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { printSnapshot } from '../../schema/entity/snapshot.ts';
import { afterWriting } from '../shared/after-writing.ts';
import { type MigrateBench, runPlan } from '../shared/migrate.ts';
import { plannableHeads } from '../shared/plan-from-state.ts';
import { snapshotFile } from '../shared/schema/slice-state.ts';
import { watchedRun } from '../shared/watch/watched-run.ts';
import type { AmendBench } from './amend-bench.ts';
import type { Amended } from './draft-amended.ts';
import type { Unpublished } from './unpublished-revision.ts';

/**
 * Reverts the old file where it is applied, puts the new one and its snapshot in its place, and applies it. A crash
 * leaves the old files with the database below them, or the new ones with the database below or at them.
 */
export async function replaceRevision(
  bench: AmendBench,
  { slice, revision }: Unpublished,
  old: RevisionFile,
  { file, entities }: Amended,
  isApplied: boolean,
): Promise<{ readonly hooks: readonly HookRun[]; readonly written: RevisionFile }> {
  if (isApplied) await revert(bench, revision.id);
  if (bench.workspace.checksumOf(old.revision) !== old.checksum) {
    throw new RewriteRefusedError({ ...placeOf(old.revision), command: 'amend', problem: 'edited-meanwhile' });
  }
  const snapshot = printSnapshot({ slice: slice.label, revision: revision.id, entities });
  await bench.rewriteFiles({
    writes: [
      { file: snapshotFile(slice, revision.id), text: snapshot },
      { file: file.revision.file, text: file.text },
    ],
    removes: file.revision.file === old.revision.file ? [] : [old.revision.file],
  });
  const { hooks, text } = await afterWriting(bench, file);
  if (isApplied) await apply(bench, revision.id);
  return { hooks, written: text === file.text ? file : parseRevisionFile(text, file.revision) };
}

async function revert(bench: MigrateBench, id: string): Promise<void> {
  const graph = bench.graph();
  await watchedRun(bench, 'downgrade', (watched) =>
    runPlan(watched, 'downgrade', (state) => {
      const marks = new Uint8Array(graph.size);
      // Under the lease: somebody may have reverted it meanwhile.
      if (state.applied.some((row) => row.revision === id)) marks[graph.node(id)] = 1;
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
