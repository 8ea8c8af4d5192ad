import { isBuiltin } from 'node:module';
import type { Bundle } from '../../module/bundle/bundle-modules.ts';
import { type RunBundle, RunFailure, runBundle } from '../../module/bundle/run-bundle.ts';
import { importUrl } from './import-url.ts';
import type { OrmPack } from './orm-pack.ts';

/** An import whose module is known only when it runs, or a way to a `require` that can load every module. */
const COMPUTED_IMPORT = /\bimport\s*\((?!")|\bgetBuiltinModule\b/;
const LOADERS = ['module', 'node:module'];

/**
 * Runs a bundle on a pack, if there is one and the bundle imports nothing else that could import drizzle-orm: all code
 * must get the same one. Otherwise, and where the pack fails, it runs on drizzle-orm itself.
 */
export async function runOnPack(bundle: Bundle, root: string, pack: OrmPack | undefined): Promise<RunBundle> {
  const packed = pack === undefined ? undefined : packedBundle(bundle, pack);
  if (packed !== undefined) {
    try {
      return await runBundle(packed, root, importUrl);
    } catch (error) {
      // No code of the workspace has run yet. What is wrong with an import then names drizzle-orm's own files.
      if (!(error instanceof RunFailure)) throw error;
    }
  }
  return await runBundle(bundle, root, importUrl);
}

function packedBundle(bundle: Bundle, { of, folder, urls }: OrmPack): Bundle | undefined {
  const { externals } = bundle;
  if (LOADERS.some((name) => externals.includes(name))) return undefined;
  const installed = externals.filter((name) => !isBuiltin(name));
  if (installed.length === 0 || !installed.every((name) => urls.has(name))) return undefined;
  let { code } = bundle;
  if (COMPUTED_IMPORT.test(code)) return undefined;
  for (const name of installed) code = code.replaceAll(JSON.stringify(name), JSON.stringify(urls.get(name)));
  if (installed.some((name) => code.includes(name))) return undefined;
  return { ...bundle, code, moved: { from: of, to: folder } };
}
