import type { GeneratorCallback, Tree } from '@nx/devkit';
import { runInit } from './run-init.ts';

export interface InitGeneratorOptions {
  /** The label of a first slice; none without it. */
  readonly slice?: string | undefined;
}

/**
 * `nx g @braid/migrator:init`: adds Braid to a workspace, with a slice for each existing `drizzle.config`. Existing
 * files stay.
 */
export default async function initGenerator(tree: Tree, { slice }: InitGeneratorOptions): Promise<GeneratorCallback> {
  return await runInit(tree, { slice: slice ?? null });
}
