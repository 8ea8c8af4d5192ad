import type { PackageFolders } from '../../../ports/workspace/package-folders.ts';
import type { RevisionFiles } from '../../../ports/workspace/revision-files.ts';
import type { Slice } from '../../../revision/slice.ts';
import { parsePackageManifest } from '../../../scaffold/package/package-manifest.ts';
import { manifestFile } from './slice-packages.ts';

/**
 * By label: folders of the packages of the workspace that a slice needs, over any number of steps, and that are not
 * slices.
 */
export function sharedFolders(
  slices: readonly Slice[],
  files: RevisionFiles,
  packages: PackageFolders,
): ReadonlyMap<string, readonly string[]> {
  return new Map(slices.map(({ label, folder }) => [label, outside(folder, packages, files, slices)]));
}

function outside(
  folder: string,
  packageFolders: PackageFolders,
  files: RevisionFiles,
  slices: readonly Slice[],
): readonly string[] {
  const isSlice = new Set(slices.map((slice) => slice.folder));
  const reached = new Set([folder]);
  for (const at of reached) {
    const manifest = parsePackageManifest(files.read(manifestFile(at)) ?? '');
    for (const name of manifest?.dependencies.keys() ?? []) {
      const target = packageFolders.folderOf(at, name);
      if (target !== undefined && !isSlice.has(target)) reached.add(target);
    }
  }
  reached.delete(folder);
  return [...reached];
}
