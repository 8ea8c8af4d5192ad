import { readFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { importedLate } from './late-modules.mjs';

/**
 * An esbuild plugin that gives each module of the migrator, inside the bundle, what it has outside it:
 *
 * - `import.meta.url` and `import.meta.dirname` are those of its own compiled file, so that paths relative to a module stay right;
 * - `await import(…)` of what is not in the bundle becomes `await importFromHost(…)`. Code that V8 takes from its cache runs as a script of
 *   node:vm, which has no import() of its own in Node 20; the launcher hands it one.
 * - what a package of `late` exports is loaded when it is first called, and so are the functions of some modules (`late-modules.mjs`).
 *
 * @param {string} source the folder `src` of the migrator
 * @param {readonly string[]} external names of packages
 * @param {readonly string[]} late names of packages whose default is a function
 * @returns {import('esbuild').Plugin}
 */
export function hostImports(source, external, late) {
  const imported = new RegExp(`^import (\\w+) from '(${late.join('|')})';$`, 'gm');
  return {
    name: 'host-imports',
    setup(build) {
      /** @type {Set<string>} */
      const found = new Set();
      build.onLoad({ filter: /[\\/]migrator[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
        const compiled = relative(source, path).split(sep).join('/').replace(/\.ts$/, '.js');
        const contents = importedLate(source, path, readFileSync(path, 'utf8'))
          .replace(/\bimport\.meta\.url\b/g, `new URL('../${compiled}', bundleUrl()).href`)
          .replace(/\bimport\.meta\.dirname\b/g, `(bundleFolder + ${JSON.stringify(`/../${dirname(compiled)}`)})`)
          .replace(imported, (_, as, name) => {
            found.add(name);
            return `const ${as} = (...given) => require('${name}').default(...given);`;
          })
          .replace(/\bawait import\((?:'([^']+)')?/g, (whole, specifier) => {
            const bundled = specifier !== undefined && !external.some((name) => `${specifier}/`.startsWith(`${name}/`));
            return bundled ? whole : whole.replace('import(', 'importFromHost(');
          });
        return { loader: 'ts', contents };
      });
      build.onEnd(() => {
        const missing = late.filter((name) => !found.has(name));
        if (missing.length > 0) throw new Error(`No module imports ${missing.join(', ')} as one default any more.`);
      });
    },
  };
}
