import { orderableEdges, type SliceEdge, sliceEdges } from '../../../graph/slices/slice-edges.ts';
import type { PackageFolders } from '../../../ports/workspace/package-folders.ts';
import type { RevisionFiles } from '../../../ports/workspace/revision-files.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { Slice } from '../../../revision/slice.ts';
import { packageEdges, type SlicePackage } from '../../../scaffold/package/package-edges.ts';
import { type PackageManifest, parsePackageManifest } from '../../../scaffold/package/package-manifest.ts';
import { sharedFolders } from '../../shared/affected/shared-folders.ts';
import { manifestFile, slicePackages } from '../../shared/affected/slice-packages.ts';
import type { Finding } from '../../shared/finding.ts';

/** A slice that needs another one by its revisions, but not by its package.json. */
export interface MissingDependency {
  readonly slice: string;
  /** Its package.json. */
  readonly file: string;
  /** The package of the other slice, and the version by which its neighbours name packages of the workspace. */
  readonly name: string;
  readonly version: string;
  readonly needs: string;
  /** The first revision that says so. */
  readonly revision: string;
}

/**
 * Slices whose revisions depend on another slice that their package.json does not list: tools that build and test only
 * what a change reaches would miss them. A merge does not depend on the slices that it joins. A dependency that would
 * close a cycle of packages is left out: two slices may have needed each other at different times. Packages of the
 * workspace between two slices are followed. Slices without a package.json, or without a name in it, are left alone;
 * and all without `files`.
 *
 * @param folders asked for only where something is missing
 */
export async function missingDependencies(
  slices: readonly Slice[],
  revisions: readonly Revision[],
  files: RevisionFiles | undefined,
  folders: () => Promise<PackageFolders>,
): Promise<readonly MissingDependency[]> {
  if (files === undefined) return [];
  const packages = slicePackages(slices, files);
  const missing = notListed(packages, packageEdges(packages), revisions, files);
  if (missing.length === 0) return [];
  const between = sharedFolders(slices, files, await folders());
  const whole = packages.map((each) => ({ ...each, manifest: withShared(each, between, files) }));
  return notListed(packages, packageEdges(whole), revisions, files);
}

/** @param listed what package.json files list */
function notListed(
  packages: ReturnType<typeof slicePackages>,
  listed: ReturnType<typeof packageEdges>,
  revisions: readonly Revision[],
  files: RevisionFiles,
): readonly MissingDependency[] {
  const bySlice = new Map(packages.map((each) => [each.label, each]));
  const isListed = new Set(listed.map(({ from, to }) => `${from}\0${to}`));
  const missing = (edges: readonly SliceEdge[]): readonly MissingDependency[] =>
    edges.flatMap(({ from, to, revision }) => {
      const [own, needed] = [bySlice.get(from), bySlice.get(to)];
      const name = needed?.manifest?.name ?? '';
      if (own?.manifest === undefined || name === '' || isListed.has(`${from}\0${to}`)) return [];
      const version = versionOf(name, [own, ...packages], files);
      return [{ slice: from, file: own.file, name, version, needs: to, revision: revision.id }];
    });
  // Which of them close a cycle matters only where one is missing, and takes several times as long to find out.
  if (missing(sliceEdges(revisions, needsOf)).length === 0) return [];
  return missing(orderableEdges(revisions, listed, needsOf));
}

/** A merge does not depend on the slices that it joins. */
function needsOf({ revises, dependsOn }: Revision): readonly string[] {
  return revises.length > 1 ? dependsOn : [...revises, ...dependsOn];
}

/** The manifest of a slice, with what the packages that it needs depend on. */
function withShared(
  { label, manifest }: SlicePackage,
  between: ReadonlyMap<string, readonly string[]>,
  files: RevisionFiles,
): PackageManifest | undefined {
  if (manifest === undefined) return undefined;
  const shared = (between.get(label) ?? []).flatMap((folder) => [
    ...(parsePackageManifest(files.read(manifestFile(folder)) ?? '')?.dependencies ?? []),
  ]);
  return { ...manifest, dependencies: new Map([...shared, ...manifest.dependencies]) };
}

/** The version by which the package itself, or otherwise another one, names packages of the workspace. */
function versionOf(name: string, packages: ReturnType<typeof slicePackages>, files: RevisionFiles): string {
  const names = new Set(packages.map(({ manifest }) => manifest?.name));
  for (const { manifest } of packages) {
    for (const [dependency, version] of manifest?.dependencies ?? []) {
      if (dependency !== name && names.has(dependency)) return version;
    }
  }
  return files.read('pnpm-workspace.yaml') === undefined ? '*' : 'workspace:*';
}

export function missingDependencyFinding({ slice, file, name, needs, revision }: MissingDependency): Finding {
  return {
    code: 'slice-dependency-missing',
    message: `${slice} needs ${needs} (revision ${revision}), but ${file} does not list ${name}.`,
    slice,
    file,
    repair: 'migrate check --fix',
  };
}
