import { basename, dirname } from 'node:path';

/**
 * An esbuild plugin that leaves all commands but some out of the bundle, with everything that only they need. Whoever starts the bundle knows which it has.
 *
 * @param {string} cli the folder `src/cli` of the migrator
 * @param {readonly string[]} commands their names
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
      build.onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({
        contents: `throw new Error(${JSON.stringify(`${path} is not in this bundle`)});`,
      }));
    },
  };
}
