import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
// Types only: loading @nx/devkit at run time costs about half a second per plugin worker.
import type { CreateDependencies, CreateNodes, DependencyType } from '@nx/devkit';
import { sliceFolders } from '../wiring/workspace-slices.ts';
import { sliceDependencies } from './slice-dependencies.ts';
import { sliceLabel } from './slice-label.ts';
import { SLICE_TAG, sliceTargets } from './slice-targets.ts';
import { WOVEN, wovenInput } from './woven-input.ts';

export const name = '@braid/migrator/nx';

/**
 * Gives every folder with a `slice.json` its migration targets: `nx run events:migrate`, `events:check` … The label of
 * the slice is read from the file; a broken file is reported by Nx with its path and does not hide the other slices.
 * Only folders of `slices` in the configuration count, so that a slice.json among test data makes no project.
 */
export const createNodes: CreateNodes = [
  '**/slice.json',
  async (files, _options, { workspaceRoot }) => {
    const slices = new Set(await sliceFolders(workspaceRoot));
    const folders = files.map((file) => dirname(file)).filter((folder) => slices.has(folder));
    return folders.sort().map((folder) => {
      const file = `${folder}/slice.json`;
      const text = readFileSync(join(workspaceRoot, file), 'utf8');
      const label = sliceLabel(text, file);
      const project = {
        // Nx itself reads only package.json files that the package manager's workspaces cover.
        name: packageNameIn(join(workspaceRoot, folder)) ?? label,
        tags: [SLICE_TAG, `slice:${label}`],
        namedInputs: { [WOVEN]: [...wovenInput(text)] },
        targets: sliceTargets(label),
      };
      return [file, { projects: { [folder]: project } }] as const;
    });
  },
];

/** The name that package.json gives. */
function packageNameIn(folder: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const name = typeof manifest === 'object' && manifest !== null && 'name' in manifest ? manifest.name : undefined;
    return typeof name === 'string' && name !== '' ? name : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Edges of the project graph from revisions: a slice whose revisions depend on another's is affected by it. Nx itself
 * reads the dependencies in package.json files.
 */
export const createDependencies: CreateDependencies = async (_options, { projects, workspaceRoot }) => {
  const names = new Map(Object.entries(projects).map(([project, { root }]) => [root, project]));
  const edges = await sliceDependencies(workspaceRoot);
  return edges.flatMap(({ from, to, file }) => {
    const source = names.get(from);
    const target = names.get(to);
    if (source === undefined || target === undefined || !isStatic(STATIC)) return [];
    return [{ source, target, sourceFile: file, type: STATIC }];
  });
};

/** The value of Nx's enum; importing that would load the whole of @nx/devkit. */
const STATIC: string = 'static';

function isStatic(type: string): type is DependencyType.static {
  return type === 'static';
}
