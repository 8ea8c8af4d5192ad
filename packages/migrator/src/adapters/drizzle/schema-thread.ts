import { Worker } from 'node:worker_threads';
import type { RowQuery } from '../../ports/schema-differ.ts';
import { carriedFolder, esbuildPath, THREAD_BEGINNING, threadProgram } from './thread-program.ts';
import type {
  QueryResult,
  WorkerAnswer,
  WorkerPlace,
  WorkerProgress,
  WorkerQuery,
  WorkerTask,
} from './worker-protocol.ts';

/** A request that has no answer yet, and what answers the queries of its task. */
interface Pending {
  resolve(answer: WorkerAnswer): void;
  reject(error: Error): void;
  readonly query: RowQuery | undefined;
}

/** The worker thread with its pending requests. Idle, it does not keep the process alive. */
export class SchemaThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #onLoading: (slice: string) => void;
  #last = 0;
  #dead: Error | undefined;

  /** @param cacheFolder where compiled code is kept; @param env the thread's own environment */
  constructor(
    { root, cacheFolder, env }: Pick<WorkerPlace, 'root' | 'cacheFolder'> & { readonly env: NodeJS.ProcessEnv },
    onLoading: (slice: string) => void,
  ) {
    this.#onLoading = onLoading;
    const place: WorkerPlace = { root, cacheFolder, esbuild: esbuildPath(), carried: carriedFolder() };
    this.#worker = new Worker(THREAD_BEGINNING, {
      eval: true,
      workerData: { ...place, program: threadProgram() },
      env,
      stdout: true,
      stderr: true,
      execArgv: [],
    });
    this.#worker.on('message', (message: WorkerAnswer | WorkerProgress | WorkerQuery) => {
      if (message.kind === 'loading') this.#onLoading(message.slice);
      else if (message.kind === 'query') void this.#query(message);
      else this.#settle(message);
    });
    this.#worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', (code) => this.#fail(new Error(`the schema thread ended with code ${code}`)));
    // Its stdout and stderr are not read: what matters was collected inside, and reading would keep the process alive.
    this.#worker.unref();
  }

  /** Whether it has failed; then every request fails. */
  get isDead(): boolean {
    return this.#dead !== undefined;
  }

  /** @param query answers what the task asks a database; without it, such a query fails */
  request(task: WorkerTask, query?: RowQuery): Promise<WorkerAnswer> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead);
    const id = ++this.#last;
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, query });
      this.#worker.postMessage({ ...task, id });
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /** Ends the thread whatever it is doing, even in an endless loop; its requests fail with the error. */
  async fail(error: Error): Promise<void> {
    this.#fail(error);
    await this.end();
  }

  async #query({ id, query, sql, parameters }: WorkerQuery): Promise<void> {
    const run = this.#pending.get(id)?.query;
    let result: QueryResult;
    try {
      if (run === undefined) throw new Error('there is no database');
      result = { task: 'rows', query, rows: await run(sql, parameters) };
    } catch (error) {
      result = { task: 'rows', query, error: error instanceof Error ? error.message : String(error) };
    }
    this.#worker.postMessage(result);
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
