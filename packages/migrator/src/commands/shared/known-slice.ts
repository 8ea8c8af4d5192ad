import { closestWord } from '../../errors/closest-word.ts';
import { UnknownSliceError } from '../../errors/workspace/slice-errors.ts';
import type { Workspace } from '../../ports/workspace/workspace.ts';

/** Checks the value of `--slice`. Throws {@link UnknownSliceError} with the slices that there are. */
export function knownSlice(workspace: Workspace, slice: string | undefined): string | undefined {
  if (slice === undefined || workspace.slices.some(({ label }) => label === slice)) return slice;
  const labels = workspace.slices.map(({ label }) => label);
  const meant = closestWord(slice, labels);
  throw new UnknownSliceError({ slice, known: labels, ...(meant === undefined ? {} : { suggestions: [meant] }) });
}

/** The slices that a command is limited to by `--slice`; `undefined`: all. */
export function onlySlice(slice: string | undefined): ReadonlySet<string> | undefined {
  return slice === undefined ? undefined : new Set([slice]);
}
