import { basename, dirname } from 'node:path';

/**
 * An esbuild plugin that leaves all commands but some out of the bundle, with everything that only they need, and the workshop (src/wiring/workshop/), which none of
 * those may ask for. Whoever starts the bundle knows which it has.
 *
 * @param {string} cli the folder `src/cli` of the migrator
 * @param {readonly string[]} commands names of those that stay
 * @returns {import('esbuild').Plugin}
 */
export function onlyCommands(cli, commands) {
  return {
    name: 'only-commands',
    setup(build) {
      build.onResolve({ filter: /^\.\/commands\// }, ({ path, importer }) => {
        const isOfTable = dirname(importer) === cli && basename(importer) === 'command-table.ts';
        if (!isOfTable || commands.includes(basename(path, '.ts'))) return undefined;
        return { path, namespace: 'left-out' };
      });
      build.onResolve({ filter: /^\.\/workshop\.ts$/ }, ({ path }) => ({ path, namespace: 'left-out' }));
      build.onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({
        contents: `throw new Error(${JSON.stringify(`${path} is not in this bundle`)});`,
      }));
    },
  };
}
