import { join } from 'node:path';
import type { Slice } from '../../../revision/slice.ts';
import type { WorkspaceFolder } from '../workspace-folder.ts';

/** Whose index it is. */
export interface IndexPlace {
  readonly folder: WorkspaceFolder;
  readonly slices: readonly Slice[];
  readonly toolVersion: string;
}

/** Counted up when headers are read otherwise, so that a checkout of Braid itself forgets what it has read before. */
const FORMAT = 2;

/** It can be deleted at any time. */
export function indexPath({ folder }: IndexPlace): string {
  return join(folder.root, '.braid/cache/revisions.index');
}

/** What must be the same for an index to count. */
export function indexKey({ folder, slices, toolVersion }: IndexPlace): string {
  const { version, arch, platform } = process;
  const folders = slices.map(({ label, migrations }) => [label, migrations]);
  return JSON.stringify([FORMAT, toolVersion, version, arch, platform, folder.root, folders]);
}
