import { withLifetimes } from './lifetimes.ts';
import { type OpenWorkbench, openWorkbench } from './open-workbench.ts';
import type { WorkbenchOptions } from './workbench-options.ts';

/** Opens a workbench for `work`, and closes all that was opened on it, however the work ends. */
export async function withWorkbench<Result>(
  options: WorkbenchOptions,
  work: (bench: OpenWorkbench) => Promise<Result>,
): Promise<Result> {
  return await withLifetimes(async (lifetimes) => await work(await openWorkbench(options, lifetimes)));
}
