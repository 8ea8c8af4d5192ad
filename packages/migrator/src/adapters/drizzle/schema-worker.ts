import { parentPort, workerData } from 'node:worker_threads';
import { type LoadedDrizzleKit, loadDrizzleKit } from './drizzle-kit-module.ts';
import { loadModules } from './load-modules.ts';
import {
  type WorkerAnswer,
  WorkerFailure,
  type WorkerProblem,
  type WorkerProgress,
  type WorkerRequest,
  workerPlace,
} from './worker-protocol.ts';

// The thread that loads schemas and runs drizzle-kit: both print to stdout and may call process.exit, which must not reach the command.

const port = parentPort;

let output = '';
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk: unknown, ...rest: readonly unknown[]) => {
    output +=
      typeof chunk === 'string' ? chunk : chunk instanceof Uint8Array ? Buffer.from(chunk).toString('utf8') : '';
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  };
}
function printed(): string {
  const text = output;
  output = '';
  return text;
}

let kit: LoadedDrizzleKit | undefined;

async function drizzleKit(): Promise<LoadedDrizzleKit['api']> {
  const { root, cacheFolder } = workerPlace(workerData);
  kit ??= await loadDrizzleKit(root, cacheFolder);
  return kit.api;
}

async function answer(request: WorkerRequest): Promise<WorkerAnswer> {
  const { id } = request;
  if (request.task === 'load') {
    const modules = await loadModules(request, drizzleKit, printed, (slice) => {
      port?.postMessage({ kind: 'loading', slice } satisfies WorkerProgress);
    });
    // Now that it has worked, what was compiled is what the next one needs; after the answer the thread may be ended.
    kit?.keep();
    return { id, kind: 'loaded', modules };
  }
  const { generateMigration } = await drizzleKit();
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

port?.on('message', (request: WorkerRequest) => {
  answer(request).then(
    (message) => port.postMessage(message),
    (error: unknown) =>
      port.postMessage({ id: request.id, kind: 'failed', failure: describe(error) } satisfies WorkerAnswer),
  );
});
