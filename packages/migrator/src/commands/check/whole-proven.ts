import { Subject } from '../../proof/round-trip/subject.ts';
import { snapshotDigest } from '../shared/schema/recorded-states.ts';
import type { Workbench } from '../shared/workbench.ts';

/**
 * Whether `validate` has built all heads of these very files from nothing, in this version of Braid and with these
 * settings, and found that today's snapshots match.
 *
 * @param checksums by file, of the revisions that were just read
 */
export async function isWholeProven(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'files' | 'proofs'>,
  checksums: ReadonlyMap<string, string>,
): Promise<boolean> {
  const graph = bench.graph();
  if (graph.size === 0) return true;
  const tools = await bench.proofs();
  const workspace = {
    readHeaders: () => tools.workspace.readHeaders(),
    readRevision: tools.workspace.readRevision.bind(tools.workspace),
    checksumOf: (revision: Parameters<typeof tools.workspace.checksumOf>[0]) =>
      checksums.get(revision.file) ?? tools.workspace.checksumOf(revision),
  };
  const keys = new Subject({ ...tools, workspace }, [], graph).keys();
  const proof = tools.cache.readHistory(keys.history(graph.effectiveHeads));
  return proof !== undefined && proof.snapshots === snapshotDigest(bench);
}
