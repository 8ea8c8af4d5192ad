import type { TargetConfiguration } from '@nx/devkit';
import { WOVEN } from './woven-input.ts';

/** The tag of all slices. */
export const SLICE_TAG = 'type:slice';

/**
 * The targets of one slice. Targets that only read files, or run them on a scratch database, give the same result for
 * the same files, so Nx may cache them; targets that touch your database or write files are never cached and never run
 * at the same time as others of their kind. All slices share one graph, so a revision of any of them (a merge, a
 * dependency) may change the result for this one. They are named by project: Nx takes every project with an input below
 * `{workspaceRoot}` for affected by each change there.
 */
export function sliceTargets(label: string): Record<string, TargetConfiguration> {
  const inputs = [
    // A schema may be anywhere in its slice, and import those of the slices that it needs.
    '{projectRoot}/**/*',
    '^{projectRoot}/**/*',
    { input: WOVEN, projects: [`tag:${SLICE_TAG}`] },
    '{workspaceRoot}/migrate.config.*',
  ];
  const live = (command: string, description: string): TargetConfiguration => ({
    ...target(label, command, description),
    cache: false,
    parallelism: false,
  });
  const pure = (command: string, description: string): TargetConfiguration => ({
    ...target(label, command, description),
    cache: true,
    inputs,
    outputs: [],
  });
  return {
    migrate: live('', 'Upgrade this slice to its head; other commands pass through after --'),
    heads: pure('heads', 'The newest revisions of this slice'),
    history: pure('history', 'The revisions of this slice, newest first'),
    check: pure('check', 'Find problems in the revision files, the graph and the schema'),
    validate: pure('validate', 'Prove the revisions of this slice, up and down, on a scratch database'),
    sql: pure('upgrade --sql', 'The SQL of this slice from nothing to its head, for somebody else to run'),
    revision: live('revision', 'Write a revision from what changed in the schema: -- -m "what it does"'),
  };
}

function target(label: string, command: string, description: string): TargetConfiguration {
  return {
    executor: 'nx:run-commands',
    dependsOn: ['^build'],
    options: {
      command: ['migrate', '--slice', label, command].filter(Boolean).join(' '),
      cwd: '{workspaceRoot}',
    },
    metadata: { technologies: ['drizzle', 'postgresql'], description },
  };
}
