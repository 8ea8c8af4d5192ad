import { UnknownSliceError } from '../errors/usage-errors.ts';
import type { Workspace } from '../ports.ts';

/** Checks the value of `--slice`. Throws {@link UnknownSliceError} with the slices that there are. */
export function knownSlice(workspace: Workspace, slice: string | undefined): string | undefined {
  if (slice === undefined || workspace.slices.some(({ label }) => label === slice)) return slice;
  throw new UnknownSliceError(
    slice,
    workspace.slices.map(({ label }) => label),
  );
}
