import type { Revision } from '../../../revision/revision.ts';
import type { Slice } from '../../../revision/slice.ts';
import { snapshotFile } from '../schema/slice-state.ts';
import type { Workbench } from '../workbench.ts';

/** The git ref from which others may have a revision; see `GitBranches`. Throws a `GitFailedError`. */
export async function publishedIn(
  bench: Pick<Workbench, 'branches'>,
  slice: Slice,
  { file, id }: Revision,
): Promise<string | undefined> {
  // Look for the snapshot, too: its name does not depend on the message.
  return await (await bench.branches()).publishedIn([file, snapshotFile(slice, id)]);
}
