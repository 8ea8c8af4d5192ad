import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bundler } from '../../module/bundle/bundle-modules.ts';
import { isAlive } from '../../process/is-alive.ts';
import { importUrl } from './import-url.ts';
import { currentManifest, digestOf, filesIn, PACK_FORMAT, PACK_MANIFEST, packFolder } from './orm-pack.ts';

/**
 * Writes the pack of a drizzle-orm, unless there is one of these very files. What could differ from the modules
 * themselves is not packed: one that imports another package, or says something else than they do.
 *
 * @param modules of drizzle-orm, absolute paths
 */
export async function writeOrmPack(
  bundler: Bundler,
  of: string,
  modules: readonly string[],
  cacheFolder: string,
): Promise<void> {
  const folder = packFolder(of, cacheFolder);
  if (currentManifest(of, folder) !== undefined) return;
  const temporary = `${folder}.${process.pid}`;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    removeUnfinished(folder);
    mkdirSync(temporary);
    const names = modules.map((_, at) => `m${at}`);
    const { outputFiles, metafile } = await bundler.build({
      entryPoints: Object.fromEntries(modules.map((module, at) => [names[at] ?? '', module])),
      ...{ bundle: true, splitting: true, write: false, metafile: true, format: 'esm', platform: 'node' },
      // As it is written, whatever it says about side effects, and with the names of its functions and classes.
      ...{ target: 'esnext', ignoreAnnotations: true, treeShaking: false, keepNames: true },
      ...{ packages: 'external', outExtension: { '.js': '.mjs' }, absWorkingDir: of, outdir: temporary },
      logLevel: 'silent',
    });
    for (const { path, contents } of outputFiles) writeFileSync(join(temporary, basename(path)), contents);
    const inputs = [...Object.keys(metafile.inputs), 'package.json'].map((input) => input.split(sep).join('/'));
    const isWhole =
      inputs.every((input) => !input.startsWith('..')) &&
      Object.values(metafile.outputs).every(({ imports }) =>
        imports.every(({ external, path }) => external !== true || isBuiltin(path)),
      ) &&
      (await areAlike(modules, names, temporary));
    const pairs = modules.map((module, at) => [relative(of, module).split(sep).join('/'), `${names[at]}.mjs`]);
    const manifest = {
      format: PACK_FORMAT,
      modules: isWhole ? Object.fromEntries(pairs) : {},
      inputs,
      digests: { inputs: digestOf(of, inputs), outputs: digestOf(temporary, filesIn(temporary)) },
    };
    writeFileSync(join(temporary, PACK_MANIFEST), JSON.stringify(manifest));
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
  } catch {
    // If it cannot be written, or another process has just written it, only time is lost.
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** What processes leave that are killed while they write a pack. */
function removeUnfinished(folder: string): void {
  const prefix = `${basename(folder)}.`;
  for (const name of readdirSync(dirname(folder)).filter((each) => each.startsWith(prefix))) {
    const pid = Number(name.slice(prefix.length));
    if (pid === process.pid || !isAlive(pid)) rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}

/** Whether each packed module exports what the module itself exports. */
async function areAlike(modules: readonly string[], names: readonly string[], folder: string): Promise<boolean> {
  for (const [at, module] of modules.entries()) {
    const [one, other] = await Promise.all([
      importUrl(pathToFileURL(module).href),
      importUrl(pathToFileURL(join(folder, `${names[at]}.mjs`)).href),
    ]);
    if (describe(one) !== describe(other)) return false;
  }
  return true;
}

/** Names, kinds, and of plain values what they are. */
function describe(exports: unknown): string {
  const entries = Object.entries(Object(exports)).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(
    entries.map(([name, value]: [string, unknown]) => {
      if (typeof value === 'function') return [name, 'function', value.name, value.length];
      if (typeof value === 'symbol') return [name, String(value)];
      return [name, typeof value, typeof value === 'object' ? Object.keys(value ?? {}) : value];
    }),
  );
}
