import type { Revision } from '../../../revision/revision.ts';
import type { Slice } from '../../../revision/slice.ts';
import { snapshotFile } from '../schema/slice-state.ts';
import type { Workbench } from '../workbench.ts';

/** By what name others may have a revision; see `GitBranches`. Throws a `GitFailedError`. */
export async function publishedIn(
  bench: Pick<Workbench, 'branches'>,
  slice: Slice,
  { file, id }: Revision,
): Promise<string | undefined> {
  // The snapshot, too: its name stays whatever the message is.
  return await (await bench.branches()).publishedIn([file, snapshotFile(slice, id)]);
}
