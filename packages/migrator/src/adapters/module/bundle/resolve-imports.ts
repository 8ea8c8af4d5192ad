import { realpathSync } from 'node:fs';
import { extname, isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ImportKind, OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild';
import { PackageReader } from './package-reader.ts';
import type { Resolutions } from './resolutions.ts';
import { referencedPaths } from './tsconfig-references.ts';

const NAMESPACE = 'braid-commonjs';
/** Bare names, `#imports`, absolute paths: everything but relative paths. */
const NOT_RELATIVE = /^[^.]/;
/** What Node runs in an installed package; a workspace may also install its own sources, in TypeScript. */
const RUN_BY_NODE = /\.(?:[cm]?js|node|json)$/;

/** An ES module of an installed package, which Node runs before the whole bundle, and the file that imports it. */
export interface InstalledImport {
  /** Absolute path. */
  readonly module: string;
  /** Absolute path. */
  readonly importer: string;
  readonly specifier: string;
}

/**
 * Bundles what belongs to the workspace, including packages that are linked into it, and leaves installed packages to
 * Node by absolute paths: each is resolved from where it is imported. A CommonJS package is imported through a module
 * of its own that requires it, which gives importers the same `default` as outside a bundle.
 */
export function resolveImports(
  aliases: Readonly<Record<string, string>>,
  resolutions: Resolutions,
  onInstalled: (imported: InstalledImport) => void,
): Plugin {
  return {
    name: 'braid-resolve-imports',
    setup(build) {
      const packages = new PackageReader();
      const known = new Map<string, Promise<OnResolveResult | undefined>>();
      build.onResolve({ filter: NOT_RELATIVE, namespace: 'file' }, resolve);
      build.onResolve({ filter: NOT_RELATIVE, namespace: 'braid-entries' }, resolve);
      build.onResolve({ filter: NOT_RELATIVE, namespace: 'braid-packages' }, resolve);
      build.onResolve({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({ path, external: true }));
      build.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(path)});`,
        loader: 'js',
      }));

      function resolve(args: OnResolveArgs): Promise<OnResolveResult | undefined> | undefined {
        if (resolutions.isOurs(args.pluginData) || args.kind === 'entry-point') return undefined;
        const { path, kind, resolveDir } = args;
        const alias = aliases[path];
        if (alias !== undefined) return Promise.resolve({ path: alias });
        const own = args.namespace === 'braid-entries' && isAbsolute(path) ? ownFile(path, packages) : undefined;
        if (own !== undefined) return Promise.resolve({ path: own });
        if (/^(?:node|data|https?|file|bun|cloudflare):/.test(path)) return Promise.resolve({ path, external: true });
        const key = `${kind}\0${resolveDir}\0${path}`;
        const found = known.get(key) ?? resolveAnew(build, { packages, resolutions, onInstalled }, args);
        known.set(key, found);
        return found;
      }
    },
  };
}

/** A file of an entry, which is known to exist; `undefined` for an installed one. */
function ownFile(path: string, packages: PackageReader): string | undefined {
  try {
    const file = realpathSync(path);
    return packages.isInstalled(file) ? undefined : file;
  } catch {
    return undefined;
  }
}

interface Tools {
  readonly packages: PackageReader;
  readonly resolutions: Resolutions;
  readonly onInstalled: (imported: InstalledImport) => void;
}

async function resolveAnew(
  build: PluginBuild,
  { packages, resolutions, onInstalled }: Tools,
  { path, kind, resolveDir, importer, namespace }: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  const ask = (as: ImportKind, of = path) => resolutions.resolved(build, { path: of, kind: as, resolveDir });
  let found = await ask(kind);
  // A package that can only be required, or only be imported, in a file that runs in either way.
  if (found.errors.length > 0) found = await ask(kind === 'require-call' ? 'import-statement' : 'require-call');
  if (found.errors.length > 0) {
    for (const target of await referencedPaths(resolveDir, path)) {
      const { errors, path: file } = await ask(kind, target);
      if (errors.length === 0) return { path: file };
    }
    // Imports that may be missing until they run: `try { require(…) }`, `import(…)`.
    return kind === 'require-call' || kind === 'dynamic-import' ? { path, external: true } : undefined;
  }
  if (found.external || found.namespace !== 'file') return undefined;
  const file = found.path;
  if (!packages.isInstalled(file) || !RUN_BY_NODE.test(file)) return { path: file };
  const silent = packages.serverTarget(file, path);
  if (silent !== undefined) return { path: silent };
  const isModule = kind !== 'require-call' && extname(file) !== '.json' && packages.formatOf(file) === 'module';
  if (isModule && namespace === 'file') onInstalled({ module: file, importer, specifier: path });
  return isModule ? { path: pathToFileURL(file).href, external: true } : { path: file, namespace: NAMESPACE };
}
