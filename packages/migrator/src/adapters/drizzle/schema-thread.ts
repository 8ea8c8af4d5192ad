import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { WorkerAnswer, WorkerPlace, WorkerProgress, WorkerTask } from './worker-protocol.ts';

/** A module without content. */
const NOTHING = 'data:text/javascript,';

/** The worker thread with its pending requests. Idle, it does not keep the process alive. */
export class SchemaThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, { resolve: (answer: WorkerAnswer) => void; reject: (error: Error) => void }>();
  readonly #onLoading: (slice: string) => void;
  #last = 0;
  #dead: Error | undefined;

  constructor(place: WorkerPlace, onLoading: (slice: string) => void) {
    this.#onLoading = onLoading;
    // tsx makes TypeScript importable: the schema files', and from source (tests) this package's own.
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const entry = new URL(`./schema-worker.${extension}`, import.meta.url).href;
    // By require, which works in every host of this module; its answer is the CommonJS twin, which cannot register in a thread.
    const tsx = pathToFileURL(
      createRequire(import.meta.url)
        .resolve('tsx/esm/api')
        .replace(/\.cjs$/, '.mjs'),
    ).href;
    const own = extension === 'js' ? new URL('./load-modules.js', import.meta.url).href : NOTHING;
    const start = `import(${JSON.stringify(drizzleOrm(place.root))}).catch(() => undefined).then(() => import(${JSON.stringify(own)})).then(() => import(${JSON.stringify(tsx)})).then(({ register }) => { register(); return import(${JSON.stringify(entry)}); });`;
    this.#worker = new Worker(start, { eval: true, workerData: place, stdout: true, stderr: true, execArgv: [] });
    this.#worker.on('message', (message: WorkerAnswer | WorkerProgress) => {
      if (message.kind === 'loading') this.#onLoading(message.slice);
      else this.#settle(message);
    });
    this.#worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', (code) => this.#fail(new Error(`the schema thread ended with code ${code}`)));
    // Its stdout and stderr are not read: what matters was collected inside, and reading would keep the process alive.
    this.#worker.unref();
  }

  request(task: WorkerTask): Promise<WorkerAnswer> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead);
    const id = ++this.#last;
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ ...task, id });
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /** Ends the thread whatever it does, an endless loop included: all that is asked of it fails so. */
  async fail(error: Error): Promise<void> {
    this.#fail(error);
    await this.end();
  }

  #settle(answer: WorkerAnswer): void {
    this.#pending.get(answer.id)?.resolve(answer);
    this.#pending.delete(answer.id);
    if (this.#pending.size === 0) this.#worker.unref();
  }

  #fail(error: Error): void {
    this.#dead ??= error;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

/**
 * The URL of what every schema file imports. Loaded before tsx is there, its hundred files go by no loader hooks, which saves 0.15 s of half a second. Where it
 * cannot be found this way, the schema files find it.
 */
function drizzleOrm(root: string): string {
  try {
    const twin = createRequire(join(root, 'package.json')).resolve('drizzle-orm/pg-core');
    return pathToFileURL(twin.replace(/\.cjs$/, '.js')).href;
  } catch {
    return NOTHING;
  }
}
