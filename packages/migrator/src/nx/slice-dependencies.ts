import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { orderableEdges } from '../graph/slices/slice-edges.ts';
import type { Slice } from '../revision/slice.ts';
import { packageEdges, type SlicePackage } from '../scaffold/package/package-edges.ts';
import { type PackageManifest, parsePackageManifest } from '../scaffold/package/package-manifest.ts';
import { slicesAndRevisions } from '../wiring/workspace-slices.ts';

/** The slice in folder `from` needs the one in folder `to`, as `file` says. */
export interface FolderEdge {
  readonly from: string;
  readonly to: string;
  readonly file: string;
}

/**
 * Edges between slices from their revisions, less those that would close a cycle: Nx orders tasks by them, and two
 * slices may well have needed each other at different times. A workspace that cannot be read has no edges here; `check`
 * reports what is wrong with it.
 */
export async function sliceDependencies(root: string): Promise<readonly FolderEdge[]> {
  try {
    const { slices, revisions } = await slicesAndRevisions(root);
    const folders = new Map(slices.map(({ label, folder }) => [label, folder]));
    return orderableEdges(revisions, packageEdges(slicePackages(root, slices))).map(({ from, to, revision }) => ({
      from: folders.get(from) ?? '',
      to: folders.get(to) ?? '',
      file: revision.file,
    }));
  } catch {
    return [];
  }
}

function slicePackages(root: string, slices: readonly Slice[]): readonly SlicePackage[] {
  return slices.map(({ label, folder }) => ({ label, manifest: readManifest(join(root, folder, 'package.json')) }));
}

function readManifest(path: string): PackageManifest | undefined {
  try {
    return parsePackageManifest(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
