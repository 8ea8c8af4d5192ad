import type { GeneratorCallback, Tree } from '@nx/devkit';
import { placeOf } from '../../commands/init/init.ts';
import { readJson } from '../../commands/init/init-manifest.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import { sliceLabel } from '../slice-label.ts';
import { runInit, told } from './run-init.ts';
import { treeFiles } from './tree-files.ts';

export interface SliceGeneratorOptions {
  /** The label of the slice. */
  readonly name: string;
}

/**
 * `nx g @braid/migrator:slice billing`: a slice that works at once. Refuses an invalid label and an existing folder.
 */
export default async function sliceGenerator(tree: Tree, { name }: SliceGeneratorOptions): Promise<GeneratorCallback> {
  told(() => refuse(tree, name));
  return await runInit(tree, { template: 'monorepo', slice: name });
}

function refuse(tree: Tree, name: string): void {
  try {
    sliceLabel(JSON.stringify({ label: name }), 'the slice');
  } catch {
    throw new UsageError({ problem: 'slice-unfit-for-nx', slice: name });
  }
  const files = treeFiles(tree);
  const folder = placeOf(files, name)?.folder ?? `features/${name}`;
  if (tree.exists(folder)) {
    throw new UsageError({ problem: 'folder-taken', folder });
  }
  const taken = foldersBeside(tree, folder).find((each) => readJson(files, `${each}/slice.json`).label === name);
  if (taken === undefined) return;
  throw new UsageError({ problem: 'slice-taken', folder: taken, slice: name });
}

function foldersBeside(tree: Tree, folder: string): readonly string[] {
  const parent = folder.replace(/\/[^/]*$/, '');
  return tree.exists(parent) ? tree.children(parent).map((each) => `${parent}/${each}`) : [];
}
