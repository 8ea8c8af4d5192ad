import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';
import type { Resolutions } from './resolutions.ts';

/** Files that are imported together, and packages with them. */
export interface Entry {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Specifiers, resolved from the first file; those that cannot be resolved are left out. */
  readonly packages?: readonly string[];
  /** The same, for packages that are loaded one by one, and rarely. */
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
  /** Evaluates one of the packages that are loaded later; `undefined` when there is none with this name. */
  later(name: string): Promise<object | undefined>;
}

const ENTRIES = 'braid-entries';
const PACKAGES = 'braid-packages';
/** How many packages of an entry are resolved to find out where it gets all of them from. */
const WITNESSES = 2;

/**
 * The module that returns each entry, which is evaluated only when it is requested: so a failure belongs to one entry.
 * Every resolution is a request to another process, so entries that get their packages from the same place share them.
 */
export function entryModules(
  { entries }: EntryModules,
  { resolved }: Pick<Resolutions, 'resolved'>,
): { readonly contents: string; readonly plugin: Plugin } {
  return {
    contents: `export { entries } from '${ENTRIES}:all';`,
    plugin: {
      name: ENTRIES,
      setup(build) {
        const placesOf = async (names: readonly string[], entry: Entry | undefined) => {
          const resolveDir = folderOf(entry);
          const found = names.map((name) => resolved(build, { path: name, kind: 'import-statement', resolveDir }));
          return (await Promise.all(found)).map(({ errors, path }) => (errors.length === 0 ? path : undefined));
        };
        const foundIn = async (names: readonly string[] = [], entry?: Entry): Promise<readonly string[]> => {
          const places = await placesOf(names, entry);
          return names.filter((_, at) => places[at] !== undefined);
        };
        build.onResolve({ filter: new RegExp(`^(?:${ENTRIES}|${PACKAGES}):`) }, ({ path }) => {
          const [namespace = '', name = ''] = path.split(':');
          return { path: name, namespace };
        });
        build.onLoad({ filter: /./, namespace: ENTRIES }, async () => {
          const owners = new Map<string, number>();
          const places = await Promise.all(entries.map((entry) => placesOf(namesOf(entry).slice(0, WITNESSES), entry)));
          const list = entries.map((entry, index) => {
            const names = namesOf(entry);
            if (names.length === 0) return entryText(entry.files, undefined);
            const isKnown = places[index]?.some((place) => place !== undefined) === true;
            const key = JSON.stringify([names, isKnown ? places[index] : index]);
            const owner = owners.get(key) ?? index;
            owners.set(key, owner);
            return entryText(entry.files, `${PACKAGES}:${owner}`);
          });
          const contents = `export const entries = [${list.join(',\n')}];`;
          return { contents, resolveDir: folderOf(entries[0]), loader: 'js' };
        });
        build.onLoad({ filter: /./, namespace: PACKAGES }, async ({ path }) => {
          const entry = entries[Number(path)];
          const [now, later] = await Promise.all([foundIn(entry?.packages, entry), foundIn(entry?.later, entry)]);
          return { contents: packagesText(now, later), resolveDir: folderOf(entry), loader: 'js' };
        });
      },
    },
  };
}

function namesOf({ packages = [], later = [] }: Entry): readonly string[] {
  return [...packages, ...later];
}

function folderOf(entry: Entry | undefined): string {
  return dirname(entry?.files[0] ?? '/');
}

/**
 * In two parts: the bundler of the command line rewrites imports in the migrator itself, but this is the text of
 * another program.
 */
const importOf = (specifier: string): string => `${'import'}(${JSON.stringify(specifier)})`;

/** @param packages the specifier of the module of its packages; absent when it has none */
function entryText(files: readonly string[], packages: string | undefined): string {
  const evaluated = files.map((file) => `await ${importOf(file)}`);
  const ofPackages =
    packages === undefined
      ? 'packages: async () => ({}), later: async () => undefined'
      : `packages: async () => (await ${importOf(packages)}).packages(), later: async (name) => (await ${importOf(packages)}).later(name)`;
  return `{ files: async () => [${evaluated.join(', ')}], ${ofPackages} }`;
}

function packagesText(packages: readonly string[], later: readonly string[]): string {
  const named = packages.map((name) => `${JSON.stringify(name)}: await ${importOf(name)}`);
  const lazy = later.map((name) => `${JSON.stringify(name)}: () => ${importOf(name)}`);
  return `export const packages = async () => ({ ${named.join(', ')} });
const lazy = { ${lazy.join(', ')} };
export const later = async (name) => await lazy[name]?.();`;
}
