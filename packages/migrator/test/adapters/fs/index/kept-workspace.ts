import { lstatSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IndexPlace } from '../../../../src/adapters/fs/index/index-place.ts';
import { IndexedWorkspace } from '../../../../src/adapters/fs/index/indexed-workspace.ts';
import { writeIndex } from '../../../../src/adapters/fs/index/write-index.ts';
import { openWorkspace } from '../../../../src/adapters/fs/workspace.ts';
import { WorkspaceFolder } from '../../../../src/adapters/fs/workspace-folder.ts';
import { buildGraph } from '../../../../src/graph/build/build-graph.ts';
import type { Workspace } from '../../../../src/ports/workspace/workspace.ts';
import { writeTree } from '../write-tree.ts';

/** What a workspace of a few files needs for an index of its own. */
export const EAGER = { marginMs: 0, leastFiles: 1 };

/** A workspace of one slice, with these files in its migrations folder. */
export function keptWorkspace(files: Readonly<Record<string, string>>): string {
  const named = Object.entries(files).map(([name, text]) => [pathOf(name), text]);
  return writeTree({ 'features/events/slice.json': '{ "label": "events" }', ...Object.fromEntries(named) });
}

export const pathOf = (name: string): string => `features/events/migrations/${name}`;

export function placeOf(root: string, toolVersion = '1'): IndexPlace {
  return { folder: new WorkspaceFolder(root), slices: openWorkspace(root).slices, toolVersion };
}

export function indexed(root: string, toolVersion?: string): IndexedWorkspace {
  return new IndexedWorkspace(openWorkspace(root), placeOf(root, toolVersion));
}

/** As two commands leave it that had a use for an index, some time after the files were written. */
export function keep(root: string): void {
  tick(root);
  for (let command = 0; command < 2; command += 1) writeIndex(placeOf(root), EAGER);
}

/** All that a command that shows is told of the files, or how it ends. */
export function seen(workspace: Workspace): unknown {
  try {
    const kept = workspace instanceof IndexedWorkspace ? workspace.keptGraph() : undefined;
    const revisions = workspace.readHeaders();
    const graph = kept ?? buildGraph(revisions);
    return {
      revisions: revisions.map((revision) => [revision, workspace.checksumOf(revision)]),
      graph: [graph.revisions, graph.ordered.map(({ id }) => id), graph.heads, graph.effectiveHeads],
    };
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

/** Waits until what is written now has a later time of change than what was written before. */
export function tick(root: string): void {
  const probe = join(root, 'probe');
  const now = (): number => {
    writeFileSync(probe, 'x');
    return lstatSync(probe).ctimeMs;
  };
  for (const before = now(); now() <= before; );
}
