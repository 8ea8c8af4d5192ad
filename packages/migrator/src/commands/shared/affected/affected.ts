import { type AffectedSlice, affectedSlices } from '../../../graph/slices/affected-slices.ts';
import { sliceEdges } from '../../../graph/slices/slice-edges.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { Slice } from '../../../revision/slice.ts';
import { packageEdges, type SlicePackage } from '../../../scaffold/package/package-edges.ts';
import type { Workbench } from '../workbench.ts';
import { sharedFolders } from './shared-folders.ts';
import { slicePackages } from './slice-packages.ts';

/** What changed: since a branch split off another one (`since`), or for the next commit (`null`). */
export interface Changes {
  readonly since: { readonly ref: string; readonly parted: string } | null;
  readonly paths: readonly string[];
}

/** Changes, and what finding their effects needs. */
export interface ChangeScope {
  readonly changes: Changes;
  readonly packages: readonly SlicePackage[];
  /** By label: folders of the packages that a slice needs, over any number of steps, and that are not slices. */
  readonly shared: ReadonlyMap<string, readonly string[]>;
}

/** Reads the package.json files of slices and of what they need. */
export async function changeScope(
  { workspace: { slices }, files, packages }: Pick<Workbench, 'workspace' | 'files' | 'packages'>,
  changes: Changes,
): Promise<ChangeScope> {
  const folders = await packages();
  return {
    changes,
    packages: slicePackages(slices, files),
    shared: sharedFolders(slices, files, folders),
  };
}

/** What a change reaches. */
export interface Affected {
  /** The branch or commit that was compared with, and the commit where the two split; `null`: what is staged. */
  readonly since: { readonly ref: string; readonly parted: string } | null;
  readonly slices: readonly AffectedSlice[];
  /** Ids of revisions whose files are new or changed. */
  readonly revisions: readonly string[];
}

/**
 * The slices that a change reaches: by their own files, by packages of the workspace that they need, and by slices that
 * they depend on.
 */
export function findAffected(
  { changes, packages, shared }: ChangeScope,
  slices: readonly Slice[],
  revisions: readonly Revision[],
): Affected {
  const edges = [...sliceEdges(revisions), ...packageEdges(packages)];
  return {
    since: changes.since,
    slices: affectedSlices({ slices, edges, shared, paths: changes.paths }),
    revisions: changedRevisions(changes.paths, revisions).map(({ id }) => id),
  };
}

/**
 * Whether a change touches any slice; without a look at the revisions, which only say which other slices depend on
 * those.
 */
export function reachesAny(scope: ChangeScope, slices: readonly Slice[]): boolean {
  return findAffected(scope, slices, []).slices.length > 0;
}

/** Revisions whose files are new or changed. */
export function changedRevisions(paths: readonly string[], revisions: readonly Revision[]): readonly Revision[] {
  const changed = new Set(paths);
  return revisions.filter(({ file }) => changed.has(file));
}
