import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/** Files that are imported together, and packages beside them. */
export interface Entry {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Specifiers as the first file would import them; those that it cannot are left out. */
  readonly packages?: readonly string[];
  /** The same of those that may be asked for one by one, and mostly are not. */
  readonly later?: readonly string[];
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
  /** Evaluates one of those that are for later; `undefined` when there is none of the name. */
  later(name: string): Promise<object | undefined>;
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
          const found = async (names: readonly string[] = []): Promise<readonly string[]> => {
            const there: string[] = [];
            for (const name of names) {
              const { errors } = await build.resolve(name, { kind: 'import-statement', resolveDir, pluginData: ASKED });
              if (errors.length === 0) there.push(name);
            }
            return there;
          };
          const [packages, later] = [await found(entry?.packages), await found(entry?.later)];
          return { contents: contentsOf(entry?.files ?? [], packages, later), resolveDir, loader: 'js' };
        });
      },
    },
  };
}

function contentsOf(files: readonly string[], packages: readonly string[], later: readonly string[]): string {
  const imports = (specifiers: readonly string[]): string[] =>
    // In two parts: the bundler of the command line rewrites the imports of the migrator itself, and this is the text
    // of another program.
    specifiers.map((name) => `${'import'}(${JSON.stringify(name)})`);
  const named = imports(packages).map((load, index) => `${JSON.stringify(packages[index])}: await ${load}`);
  const lazy = imports(later).map((load, index) => `${JSON.stringify(later[index])}: () => ${load}`);
  const evaluated = imports(files).map((load) => `await ${load}`);
  return `export const files = async () => [${evaluated.join(', ')}];
export const packages = async () => ({ ${named.join(', ')} });
const lazy = { ${lazy.join(', ')} };
export const later = async (name) => await lazy[name]?.();`;
}
