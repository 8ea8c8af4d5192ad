import type { GeneratorCallback, Tree } from '@nx/devkit';
import { runInit } from './run-init.ts';

/** `nx g @braid/migrator:deploy`: an image and manifests to run migrations in containers. Existing files stay. */
export default async function deployGenerator(tree: Tree): Promise<GeneratorCallback> {
  return await runInit(tree, { template: 'deploy' });
}
