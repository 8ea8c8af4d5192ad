import { buildGraph } from '../../../graph/build/build-graph.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { snapshotFile } from '../../shared/schema/slice-state.ts';
import type { Workbench } from '../../shared/workbench.ts';
import type { StoredDraft } from './stored-draft.ts';

/**
 * The same bench, on which drafts count as revisions above those of the workspace, for everything that generates, plans
 * and runs. Reads the revision files again.
 */
export function withDrafts<Bench extends Pick<Workbench, 'workspace' | 'graph' | 'files'>>(
  bench: Bench,
  drafts: readonly StoredDraft[],
): Bench {
  const { workspace, files } = bench;
  const byId = new Map<string, RevisionFile>(drafts.map(({ file }) => [file.revision.id, file]));
  const snapshots = new Map(
    drafts.map(({ slice, file, snapshot }) => [snapshotFile(slice, file.revision.id), snapshot]),
  );
  const revisions = [...workspace.readHeaders(), ...drafts.map(({ file }) => file.revision)];
  const graph = buildGraph(revisions);
  return {
    ...bench,
    graph: () => graph,
    files: {
      read: (file) => snapshots.get(file) ?? files.read(file),
      list: (folder, ending) => files.list(folder, ending),
      create: (file, text) => files.create(file, text),
      replace: (file, text) => files.replace(file, text),
    },
    workspace: {
      root: workspace.root,
      slices: workspace.slices,
      readHeaders: () => revisions,
      inspect: (isSound) => workspace.inspect(isSound),
      checksumOf: (revision) => byId.get(revision.id)?.checksum ?? workspace.checksumOf(revision),
      readRevision: (revision) => byId.get(revision.id) ?? workspace.readRevision(revision),
    },
  };
}
