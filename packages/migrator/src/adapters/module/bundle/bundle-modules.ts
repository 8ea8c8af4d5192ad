import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildFailure, BuildOptions, Message } from 'esbuild';
import { type EntryModules, entryModules } from './entry-modules.ts';
import { FILE_GLOBALS, fileGlobals, usesFileGlobals } from './file-globals.ts';
import { Resolutions } from './resolutions.ts';
import { type InstalledImport, resolveImports } from './resolve-imports.ts';

/** The part of esbuild that is used; passed in, since threads and bundles load it in different ways. */
export type Bundler = Pick<typeof import('esbuild'), 'build'>;

export interface BundleRequest extends EntryModules {
  /** Absolute path of the workspace: paths in messages and maps are relative to it. */
  readonly root: string;
  /** Absolute paths of files, by specifiers that always mean them. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** One ES module with all code of the workspace that some files need; it imports packages by their absolute paths. */
export interface Bundle {
  readonly code: string;
  /** The source map, as JSON. Sources are relative to the root. */
  readonly map: string;
  /** The workspace's own files in it, relative to the root. */
  readonly files: readonly string[];
  readonly installed: readonly InstalledImport[];
  /** All that it imports from outside, as its code names it. */
  readonly externals: readonly string[];
  /** The folder of installed modules that are imported from another one (absolute paths). */
  readonly moved?: { readonly from: string; readonly to: string };
}

/** Why files cannot be bundled. */
export class BundleFailure extends Error {
  /** Relative to the root; absent when esbuild does not know it. */
  readonly place: { readonly file: string; readonly line: number } | undefined;
  /** Whether the text of a file is wrong; otherwise an import cannot be resolved. */
  readonly isSyntax: boolean;
  /** The package that cannot be resolved: `drizzle-seed`, `@scope/name`. */
  readonly missingPackage: string | undefined;

  constructor({ text, location }: Pick<Message, 'text' | 'location'>, cause: unknown) {
    const missing = /^Could not resolve "(.*)"/.exec(text);
    const from = location === null ? '' : ` imported from ${location.file}`;
    super(missing === null ? text : `Cannot find '${missing[1]}'${from}`, { cause });
    this.place = location === null || !isFile(location.file) ? undefined : { file: location.file, line: location.line };
    this.isSyntax = missing === null;
    this.missingPackage = /^(?:@[^/]+\/)?[^./@][^/]*/.exec(missing?.[1] ?? '')?.[0];
  }
}

/** What the files of a workspace may contain, as Node, TypeScript and bundlers for servers read them. */
const OPTIONS = {
  bundle: true,
  write: false,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Not `module`: Node runs what is not bundled, and does not know this condition.
  conditions: ['node-addons'],
  mainFields: ['main', 'module'],
  // Imported code runs, whatever its package says about side effects.
  ignoreAnnotations: true,
  treeShaking: false,
  sourcemap: 'external',
  sourcesContent: false,
  logLevel: 'silent',
  loader: { '.node': 'copy', '.sql': 'text', '.css': 'empty' },
} satisfies BuildOptions;

/**
 * Bundles files and all code of the workspace that they import, TypeScript or JavaScript, ES modules or CommonJS,
 * whatever the `type` of their packages. Installed packages stay where they are. Throws a {@link BundleFailure}.
 */
export async function bundleModules(bundler: Bundler, request: BundleRequest): Promise<Bundle> {
  const first = await build(bundler, request, false);
  // Only a few callers ask where each file is.
  return usesFileGlobals(first.code) ? await build(bundler, request, true) : first;
}

async function build(bundler: Bundler, request: BundleRequest, withGlobals: boolean): Promise<Bundle> {
  const { root } = request;
  const resolutions = new Resolutions();
  const { contents, plugin } = entryModules(request, resolutions);
  const installed: InstalledImport[] = [];
  try {
    const { outputFiles, metafile } = await bundler.build({
      ...OPTIONS,
      absWorkingDir: root,
      outfile: join(root, 'braid-modules.mjs'),
      stdin: { contents, resolveDir: root, sourcefile: 'braid-modules' },
      define: FILE_GLOBALS,
      banner: { js: bannerOf(root) },
      plugins: [
        plugin,
        resolveImports(request.aliases ?? {}, resolutions, (each) => installed.push(each)),
        ...(withGlobals ? [fileGlobals()] : []),
      ],
    });
    const text = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
    const externals = [...new Set(imports.flatMap(({ external, path }) => (external === true ? [path] : [])))];
    const files = Object.keys(metafile.inputs).filter(isFile);
    return { code: text('.mjs'), map: text('.map'), files, installed, externals };
  } catch (error) {
    const [message] = isBuildFailure(error) ? error.errors : [];
    throw message === undefined ? error : new BundleFailure(message, error);
  }
}

/** CommonJS needs a `require`, which modules lack; what it loads is absolute or built into Node. */
function bannerOf(root: string): string {
  const from = JSON.stringify(pathToFileURL(join(root, 'package.json')).href);
  return `import { createRequire as braidRequire } from 'node:module'; const require = braidRequire(${from});`;
}

/** Not one of the generated modules: `entry:0`. */
function isFile(input: string): boolean {
  return !/^(?:braid-[a-z]+(?::|$)|<)/.test(input);
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}
