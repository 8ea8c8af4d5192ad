import type { RevisionFiles } from '../../../ports/workspace/revision-files.ts';
import type { Slice } from '../../../revision/slice.ts';
import type { SlicePackage } from '../../../scaffold/package/package-edges.ts';
import { parsePackageManifest } from '../../../scaffold/package/package-manifest.ts';

/** Where the package.json of a folder is. */
export function manifestFile(folder: string): string {
  return folder === '' ? 'package.json' : `${folder}/package.json`;
}

/** The slices with their packages. */
export function slicePackages(
  slices: readonly Slice[],
  files: RevisionFiles,
): readonly (SlicePackage & { readonly file: string })[] {
  return slices.map(({ label, folder }) => {
    const file = manifestFile(folder);
    const text = files.read(file);
    return { label, file, manifest: text === undefined ? undefined : parsePackageManifest(text) };
  });
}
