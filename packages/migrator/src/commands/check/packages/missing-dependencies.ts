import { sliceEdges, withoutCycles } from '../../../graph/slices/slice-edges.ts';
import type { RevisionFiles } from '../../../ports/workspace/revision-files.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { Slice } from '../../../revision/slice.ts';
import { packageEdges } from '../../../scaffold/package/package-edges.ts';
import { slicePackages } from '../../shared/affected/slice-packages.ts';
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
 * Slices whose revisions depend on another slice that their package.json does not list: what builds and tests only what
 * a change reaches would pass them by. A merge depends on no slice by what it joins. An edge that would close a cycle
 * of packages is none: two slices may have needed each other at different times. Slices without a package.json, or
 * without a name in it, are left alone; and all without `files`.
 */
export function missingDependencies(
  slices: readonly Slice[],
  revisions: readonly Revision[],
  files: RevisionFiles | undefined,
): readonly MissingDependency[] {
  if (files === undefined) return [];
  const packages = slicePackages(slices, files);
  const bySlice = new Map(packages.map((each) => [each.label, each]));
  const listed = packageEdges(packages);
  const isListed = new Set(listed.map(({ from, to }) => `${from}\0${to}`));
  const steps = revisions.map((each) => (each.revises.length > 1 ? { ...each, revises: [] } : each));
  return withoutCycles(sliceEdges(steps), listed).flatMap(({ from, to, revision }) => {
    const [own, needed] = [bySlice.get(from), bySlice.get(to)];
    const name = needed?.manifest?.name ?? '';
    if (own?.manifest === undefined || name === '' || isListed.has(`${from}\0${to}`)) return [];
    const version = versionOf(name, [own, ...packages], files);
    return [{ slice: from, file: own.file, name, version, needs: to, revision: revision.id }];
  });
}

/** As the package itself, or else another one, names a package of the workspace. */
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
