import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/** Files that are imported together, and packages beside them. */
export interface Entry {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Specifiers as the first file would import them; those that it cannot are left out. */
  readonly packages?: readonly string[];
}

export interface EntryModules {
  readonly entries: readonly Entry[];
}

/** What the module of an entry exports. */
export interface LoadedEntry {
  /** Evaluates the files, in their order. */
  files(): Promise<readonly object[]>;
  /** Evaluates the packages, by their specifiers. */
  packages(): Promise<Readonly<Record<string, object>>>;
}

const NAMESPACE = 'braid-entry';
/** Says to the plugin, which asks for resolutions itself, that it asked. */
const ASKED = { asked: true };

/** The module that gives each entry, which is evaluated only when it is asked for: failures have an owner then. */
export function entryModules({ entries }: EntryModules): { readonly contents: string; readonly plugin: Plugin } {
  const list = entries.map((_, index) => `() => import('${NAMESPACE}:${index}')`).join(', ');
  return {
    contents: `export const entries = [${list}];`,
    plugin: {
      name: NAMESPACE,
      setup(build) {
        build.onResolve({ filter: new RegExp(`^${NAMESPACE}:`) }, ({ path }) => ({
          path: path.slice(NAMESPACE.length + 1),
          namespace: NAMESPACE,
        }));
        build.onLoad({ filter: /./, namespace: NAMESPACE }, async ({ path }) => {
          const entry = entries[Number(path)];
          const resolveDir = dirname(entry?.files[0] ?? '/');
          const found: string[] = [];
          for (const name of entry?.packages ?? []) {
            const { errors } = await build.resolve(name, { kind: 'import-statement', resolveDir, pluginData: ASKED });
            if (errors.length === 0) found.push(name);
          }
          return { contents: contentsOf(entry?.files ?? [], found), resolveDir, loader: 'js' };
        });
      },
    },
  };
}

function contentsOf(files: readonly string[], packages: readonly string[]): string {
  const imports = (specifiers: readonly string[]): string[] =>
    // In two parts: the bundler of the command line rewrites the imports of the migrator itself, and this is the text of another program.
    specifiers.map((name) => `await ${'import'}(${JSON.stringify(name)})`);
  const named = imports(packages).map((load, index) => `${JSON.stringify(packages[index])}: ${load}`);
  return `export const files = async () => [${imports(files).join(', ')}];
export const packages = async () => ({ ${named.join(', ')} });`;
}
