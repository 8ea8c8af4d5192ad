import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { locateDrizzleKit } from './drizzle-kit-module.ts';
import { ormUrls } from './drizzle-orm-modules.ts';
import type { WorkerAnswer, WorkerPlace, WorkerProgress, WorkerTask } from './worker-protocol.ts';

/** What the worker's entry imports. */
const OWN = ['load-modules', 'drizzle-kit-module'];

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
    const kit = locateDrizzleKit(place.root);
    // What is imported before tsx goes by no loader hooks: with the hundred files of drizzle-orm that is 0.15 s of half a second.
    const before = [
      ...(kit === undefined ? [] : ormUrls(kit).values()),
      ...(extension === 'js' ? OWN.map((name) => new URL(`./${name}.js`, import.meta.url).href) : []),
    ];
    const start = `Promise.all(${JSON.stringify(before)}.map((url) => import(url).catch(() => undefined))).then(() => import(${JSON.stringify(tsx)})).then(({ register }) => { register(); return import(${JSON.stringify(entry)}); });`;
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
