import { readFileSync } from 'node:fs';

/**
 * An esbuild plugin: `await import(…)` of what stays outside the bundle becomes `await importFromHost(…)`. Code that V8 takes from its cache
 * runs as a script of node:vm, which has no import() of its own in Node 20; the launcher hands it one.
 *
 * @param {readonly string[]} external names of packages
 * @returns {import('esbuild').Plugin}
 */
export function hostImports(external) {
  return {
    name: 'host-imports',
    setup(build) {
      build.onLoad({ filter: /[\\/]migrator[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
        loader: 'ts',
        contents: readFileSync(path, 'utf8').replace(/\bawait import\((?:'([^']+)')?/g, (found, specifier) => {
          const bundled = specifier !== undefined && !external.some((name) => `${specifier}/`.startsWith(`${name}/`));
          return bundled ? found : found.replace('import(', 'importFromHost(');
        }),
      }));
    },
  };
}
