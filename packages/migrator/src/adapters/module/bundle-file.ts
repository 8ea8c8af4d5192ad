import { type Bundle, bundleModules } from './bundle/bundle-modules.ts';
import { RunFailure, runBundle } from './bundle/run-bundle.ts';
import type { SourcePlaces } from './bundle/source-places.ts';

/** A file of the workspace with everything that it imports, ready to run. */
export interface BundledFile {
  /** The workspace's own files in it, relative to the root. */
  readonly files: readonly string[];
  /**
   * Runs it and returns what it exports. Throws what it throws. `onPlaces` is called first, to map errors that it
   * throws later.
   */
  run(onPlaces?: (places: SourcePlaces) => void): Promise<unknown>;
}

/** Reads a file (absolute path) of TypeScript or JavaScript again. Throws a `BundleFailure`. */
export async function bundleFile(path: string, root: string): Promise<BundledFile> {
  // A process of its own and 20 ms, which only callers that load code pay for.
  const esbuild = await import('esbuild');
  const bundle: Bundle = await bundleModules(esbuild, { root, entries: [{ files: [path] }] });
  return {
    files: bundle.files,
    async run(onPlaces) {
      try {
        const { entries } = await runBundle(bundle, root, (url) => importUrl(url), onPlaces);
        const [exports] = (await entries[0]?.files()) ?? [];
        return exports;
      } catch (error) {
        throw error instanceof RunFailure ? error.cause : error;
      }
    },
  };
}

async function importUrl(url: string): Promise<unknown> {
  return await import(url);
}
