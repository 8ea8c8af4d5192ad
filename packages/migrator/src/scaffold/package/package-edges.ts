import type { PackageManifest } from './package-manifest.ts';

/** A slice with the package.json in its folder, if it has one that can be read. */
export interface SlicePackage {
  readonly label: string;
  readonly manifest: PackageManifest | undefined;
}

/** What package.json files say about slices that need each other. */
export function packageEdges(
  packages: readonly SlicePackage[],
): readonly { readonly from: string; readonly to: string }[] {
  const labels = new Map(packages.map(({ label, manifest }) => [manifest?.name, label]));
  return packages.flatMap(({ label, manifest }) =>
    [...(manifest?.dependencies.keys() ?? [])].flatMap((name) => {
      const to = labels.get(name);
      return to === undefined || to === label ? [] : [{ from: label, to }];
    }),
  );
}
