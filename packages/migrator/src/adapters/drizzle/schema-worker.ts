import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { RowQuery } from '../../ports/schema-differ.ts';
import type { Bundler } from '../module/bundle/bundle-modules.ts';
import { CarriedKits } from './carried-kit.ts';
import { judgeDefaults } from './default-judge.ts';
import { LATER, loadSchemas, ORM, type SchemaModules } from './load-schemas.ts';
import { areMixed } from './mixed-casing.ts';
import { readSchemas } from './read-schemas.ts';
import { refuseExits } from './thread/exit-attempt.ts';
import { collectPrinted } from './thread/printed-text.ts';
import { type GuessedOrm, warmOrm } from './thread/warm-orm.ts';
import { writeOrmPack } from './thread/write-orm-pack.ts';
import {
  isWorkerPlace,
  type QueryResult,
  type WorkerAnswer,
  WorkerFailure,
  type WorkerProblem,
  type WorkerProgress,
  type WorkerQuery,
  type WorkerRequest,
} from './worker-protocol.ts';

// The program of the thread that loads schemas and runs drizzle-kit: both print to stdout and may call process.exit,
// which must not reach the command.

if (!isWorkerPlace(workerData)) throw new TypeError('the schema thread was started without its place');
const { root, esbuild, carried, cacheFolder } = workerData;
const port = parentPort;
const printed = collectPrinted();
refuseExits();
const kits = new CarriedKits(carried, cacheFolder);

type Esbuild = Bundler & Pick<typeof import('esbuild'), 'initialize'>;
let known: Esbuild | undefined;

/** esbuild, whose process starts with the first call: it takes about as long as this thread does. */
function bundler(): Bundler {
  if (known !== undefined) return known;
  const found: Esbuild = createRequire(esbuild)(esbuild);
  known = found;
  try {
    found.initialize({}).catch(() => undefined);
  } catch {
    // The build reports it.
  }
  return found;
}

let isWarm = false;
/** Whether this is a command that prepares: one that comes with each commit, and where loading is what takes long. */
let comesOften = false;
let orm: GuessedOrm | undefined;

/** Begins what every load needs and what takes long; once. */
function warmUp(folder: string): void {
  if (isWarm) return;
  isWarm = true;
  bundler();
  orm = warmOrm(folder, ORM, LATER, cacheFolder);
}

/** What was loaded last; its defaults can be judged. */
let loaded: readonly SchemaModules[] = [];
const queries = new Map<number, (result: QueryResult) => void>();
let lastQuery = 0;

/**
 * Asks the caller of the task for rows. Between threads values lose their classes, of which only that of buffers
 * matters.
 */
async function queryFor(
  id: number,
  sql: string,
  parameters: readonly unknown[],
): Promise<readonly (readonly unknown[])[]> {
  lastQuery += 1;
  const query = lastQuery;
  const asked = new Promise<QueryResult>((resolve) => queries.set(query, resolve));
  port?.postMessage({ kind: 'query', id, query, sql, parameters } satisfies WorkerQuery);
  const { rows, error } = await asked;
  queries.delete(query);
  if (rows === undefined) throw new Error(error);
  return rows.map((row) => row.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value)));
}

async function answer(request: WorkerRequest): Promise<WorkerAnswer> {
  const { id } = request;
  if (request.task === 'judge') {
    const query: RowQuery = (sql, parameters) => queryFor(id, sql, parameters);
    return { id, kind: 'judged', differences: await judgeDefaults(loaded, request.columns, query) };
  }
  if (request.task === 'warm') {
    comesOften = true;
    warmUp(request.folder);
    kits.next();
    return { id, kind: 'ready' };
  }
  if (request.task === 'load') {
    const onSlice = (slice: string): void => port?.postMessage({ kind: 'loading', slice } satisfies WorkerProgress);
    const { slices, others } = request;
    // Slices that name columns differently must be seen by those that refer to them.
    const seen = areMixed([...slices, ...others])
      ? [...slices, ...others.filter((other) => !slices.some(({ label }) => label === other.label))]
      : slices;
    const [first] = slices;
    if (first !== undefined) warmUp(first.folder);
    const loading = loadSchemas(seen, others, { root, bundler: bundler(), pack: orm?.pack, printed, onSlice });
    // Compiled while esbuild, which is a process of its own, reads the files.
    kits.next();
    const wanted = new Set(slices.map(({ label }) => label));
    loaded = await loading;
    const modules = await readSchemas(loaded, wanted, kits, printed);
    // After a successful load, what was compiled is what the next load needs; after the answer the thread may be ended.
    // A checkout that is thrown away after one command needs no pack.
    const isUsedAgain = kits.keep() && comesOften;
    if (isUsedAgain && orm !== undefined && orm.pack === undefined && cacheFolder !== undefined)
      await writeOrmPack(bundler(), orm.of, orm.modules, cacheFolder);
    return { id, kind: 'loaded', modules, files: [...new Set(loaded.flatMap(({ files }) => files))] };
  }
  const { generateMigration } = kits.next();
  // Typed against drizzle-kit's own mutable arrays: the copies are its own.
  const { before, after, hints } = structuredClone(request);
  return {
    id,
    kind: 'statements',
    statements: await Reflect.apply(generateMigration, undefined, [before, after, { hints }]),
  };
}

function describe(error: unknown): WorkerProblem {
  if (error instanceof WorkerFailure) return error.failure;
  const text = error instanceof Error ? error.message : String(error);
  if (typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'missing_hints') {
    const missing: unknown = Reflect.get(error, 'missingHints');
    return {
      problem: 'missing-hints',
      entities: Array.isArray(missing) ? missing.map((hint) => JSON.stringify(hint)) : [],
    };
  }
  return { problem: 'diff', text };
}

port?.on('message', (request: WorkerRequest | QueryResult) => {
  if (request.task === 'rows') {
    queries.get(request.query)?.(request);
    return;
  }
  answer(request).then(
    (message) => port.postMessage(message),
    (error: unknown) =>
      port.postMessage({ id: request.id, kind: 'failed', failure: describe(error) } satisfies WorkerAnswer),
  );
});
