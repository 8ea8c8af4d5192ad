import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * The whole program of the thread, as a URL that contains it, so that it needs no loader, neither in a Plug'n'Play
 * archive nor from source. It is `dist/carried/schema-worker.mjs`, made by tools/carry/bundle-worker.mjs; from source
 * (in tests) it is bundled now.
 */
export function threadProgram(): URL {
  program ??= new URL(`data:text/javascript;base64,${Buffer.from(programText()).toString('base64')}`);
  return program;
}

let program: URL | undefined;

function programText(): string {
  if (!import.meta.url.endsWith('.ts')) return readFileSync(new URL('./schema-worker.mjs', CARRIED), 'utf8');
  const { buildSync }: typeof import('esbuild') = createRequire(import.meta.url)('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('./schema-worker.ts', import.meta.url))],
    ...{ bundle: true, write: false, format: 'esm', platform: 'node', target: 'node20', logLevel: 'silent' },
    banner: { js: REQUIRE },
  });
  return outputFiles?.[0]?.text ?? '';
}

/** For CommonJS libraries in the program that require Node's built-in modules. */
const REQUIRE =
  "import { createRequire as braidCreate } from 'node:module'; const require = braidCreate(process.execPath);";

/** `dist/carried`, as seen from `src` and from `dist`. */
const CARRIED = new URL('../../../dist/carried/', import.meta.url);

/** Where the bundled parts of drizzle-kit are. */
export function carriedFolder(): string {
  return fileURLToPath(CARRIED);
}

/** The module of esbuild next to this package. */
export function esbuildPath(): string {
  return createRequire(import.meta.url).resolve('esbuild');
}
