import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slicesAndRevisions } from '../config/workspace-slices.ts';
import { sliceEdges, withoutCycles } from '../graph/slice-edges.ts';
import type { Slice } from '../ports.ts';

/** The slice in folder `from` needs the one in folder `to`, as `file` says. */
export interface FolderEdge {
  readonly from: string;
  readonly to: string;
  readonly file: string;
}

/**
 * Edges between slices from their revisions, less those that would close a cycle: Nx orders tasks by them, and two slices may well have needed each other
 * at different times. A workspace that cannot be read has none here; `check` says what is wrong with it.
 */
export async function sliceDependencies(root: string): Promise<readonly FolderEdge[]> {
  try {
    const { slices, revisions } = await slicesAndRevisions(root);
    const folders = new Map(slices.map(({ label, folder }) => [label, folder]));
    return withoutCycles(sliceEdges(revisions), packageEdges(root, slices)).map(({ from, to, revision }) => ({
      from: folders.get(from) ?? '',
      to: folders.get(to) ?? '',
      file: revision.file,
    }));
  } catch {
    return [];
  }
}

/** What the package.json files say of slices that need each other. */
function packageEdges(root: string, slices: readonly Slice[]): { from: string; to: string }[] {
  const manifests = slices.map(({ label, folder }) => ({ label, ...readManifest(join(root, folder, 'package.json')) }));
  const labels = new Map(manifests.map(({ label, name }) => [name, label]));
  return manifests.flatMap(({ label, dependencies }) =>
    dependencies.flatMap((name) => {
      const to = labels.get(name);
      return to === undefined ? [] : [{ from: label, to }];
    }),
  );
}

function readManifest(path: string): { readonly name: string; readonly dependencies: readonly string[] } {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const own = (key: string): unknown =>
      typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, key) : undefined;
    const keys = (value: unknown) => (typeof value === 'object' && value !== null ? Object.keys(value) : []);
    const dependencies = ['dependencies', 'devDependencies', 'peerDependencies'].flatMap((key) => keys(own(key)));
    return { name: String(own('name') ?? ''), dependencies };
  } catch {
    return { name: '', dependencies: [] };
  }
}
