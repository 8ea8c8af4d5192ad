import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
// Types only: loading @nx/devkit at run time costs about half a second per plugin worker.
import type { CreateNodes } from '@nx/devkit';
import { sliceLabel } from './slice-label.ts';
import { sliceTargets } from './slice-targets.ts';

export const name = '@braid/migrator/nx';

/**
 * Gives every folder with a `slice.json` its migration targets: `nx run events:migrate`, `events:check` … The label of the slice
 * is read from the file; a broken file is reported by Nx with its path and does not hide the other slices.
 */
export const createNodes: CreateNodes = [
  '{features,packages}/*/slice.json',
  (files, _options, { workspaceRoot }) => {
    const folders = files.map((file) => dirname(file)).sort();
    return files.map((file) => {
      const label = sliceLabel(readFileSync(join(workspaceRoot, file), 'utf8'), file);
      const project = { tags: ['type:slice', `slice:${label}`], targets: sliceTargets(label, folders) };
      return [file, { projects: { [dirname(file)]: project } }] as const;
    });
  },
];
