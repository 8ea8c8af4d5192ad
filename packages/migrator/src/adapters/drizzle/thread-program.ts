import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The whole program of a thread, so that it needs no loader, neither in a Plug'n'Play archive nor from source. */
export interface ThreadProgram {
  /** An expression in JavaScript: a function that gets a `require` for what is built into Node, and an `import`. */
  readonly text: string;
  /** What V8 has compiled of the text; it refuses that of another version of V8 or with other flags by itself. */
  readonly codeCache: Uint8Array | undefined;
}

/**
 * CommonJS that a thread evaluates at first: it runs the `ThreadProgram` in its data. Node takes as long to begin an ES
 * module in a thread as it takes to begin the thread, and has no code cache for one.
 */
export const THREAD_BEGINNING = `const { createRequire } = process.getBuiltinModule('node:module');
const { Script } = process.getBuiltinModule('node:vm');
const { text, codeCache } = process.getBuiltinModule('node:worker_threads').workerData.program;
const script = new Script(text, {
  filename: 'braid/schema-worker.cjs',
  cachedData: codeCache,
});
script.runInThisContext()(createRequire(process.execPath), (url) => import(url));
`;

/**
 * It is `dist/carried/schema-worker.cjs`, made by tools/carry/bundle-worker.mjs; from source (in tests) it is bundled
 * now.
 */
export function threadProgram(): ThreadProgram {
  program ??= import.meta.url.endsWith('.ts') ? bundled() : carried();
  return program;
}

let program: ThreadProgram | undefined;

function carried(): ThreadProgram {
  const text = readFileSync(new URL('./schema-worker.cjs', CARRIED), 'utf8');
  return { text, codeCache: codeCacheOf(text) };
}

/** Of this very text: V8 only looks at how long it is, and a build may replace both files at any moment. */
function codeCacheOf(text: string): Uint8Array | undefined {
  try {
    const bytes = readFileSync(new URL('./schema-worker.cjs.cache', CARRIED));
    const digest = hash('sha256', text, 'hex');
    return bytes.toString('latin1', 0, digest.length) === digest ? bytes.subarray(digest.length) : undefined;
  } catch {
    return undefined;
  }
}

function bundled(): ThreadProgram {
  const { buildSync }: typeof import('esbuild') = createRequire(import.meta.url)('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('./schema-worker.ts', import.meta.url))],
    ...{ bundle: true, write: false, format: 'cjs', platform: 'node', target: 'node20', logLevel: 'silent' },
    ...{ banner: { js: '(function (require, importFromBeginning) {' }, footer: { js: '})' } },
  });
  return { text: outputFiles?.[0]?.text ?? '', codeCache: undefined };
}

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
