import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * The thread's program, whole, as a URL that holds it: so it needs no loader, neither in an archive of Plug'n'Play nor
 * from source. It is `dist/carried/schema-worker.mjs`, which tools/carry/bundle-worker.mjs makes; from source (tests)
 * bundled now.
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

/** For libraries in the program that are CommonJS and ask for what is built into Node. */
const REQUIRE =
  "import { createRequire as braidCreate } from 'node:module'; const require = braidCreate(process.execPath);";

/** `dist/carried`, as seen from `src` and from `dist`. */
const CARRIED = new URL('../../../dist/carried/', import.meta.url);

/** Where what is carried of drizzle-kit is. */
export function carriedFolder(): string {
  return fileURLToPath(CARRIED);
}

/** The module of esbuild beside this package. */
export function esbuildPath(): string {
  return createRequire(import.meta.url).resolve('esbuild');
}
