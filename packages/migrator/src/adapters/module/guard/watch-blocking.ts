import { Worker } from 'node:worker_threads';

/** Where the code was when it had blocked the process for too long: a stack, as in an error. */
type Found = (place: Error) => void;

/**
 * Another thread, since an endless loop lets nothing else run in this one. It counts its own turns, so that a process
 * that was suspended as a whole is not taken for a loop. Then it asks this thread's debugger where the code is, and
 * makes it call what ends the process. (Ending only the loop, with V8's `terminateExecution`, makes Node 20 abort when
 * async hooks are on.)
 */
const WATCHER = `
const { workerData } = require('node:worker_threads');
const { Session } = require('node:inspector');
const { state, everyMs, turns, quietMs } = workerData;
let last = -1, missed = 0;
// Goes on: its timer keeps this thread alive, and one try may not be enough.
setInterval(() => {
  const beat = Atomics.load(state, 0);
  missed = Atomics.load(state, 1) > 0 && beat === last ? missed + 1 : 0;
  last = beat;
  if (missed < turns) return;
  missed = 0;
  const session = new Session();
  session.connectToMainThread();
  const urls = new Map();
  session.on('Debugger.scriptParsed', ({ params }) => urls.set(params.scriptId, params.url));
  session.on('Debugger.paused', ({ params }) => {
    const frames = params.callFrames.map(({ functionName, location }) =>
      '    at ' + (functionName || 'anonymous') + ' (' + urls.get(location.scriptId) + ':' + (location.lineNumber + 1) + ':' + (location.columnNumber + 1) + ')');
    const expression = "globalThis[Symbol.for('braid.blocked')](" + quietMs + ", " + JSON.stringify(frames) + ")";
    session.post('Debugger.evaluateOnCallFrame', { callFrameId: params.callFrames[0].callFrameId, expression });
  });
  session.post('Debugger.enable');
  session.post('Debugger.pause');
}, everyMs);
`;

/** What is shared with the other thread: how often this one had its turn, and how many watches there are. */
const [BEATS, WATCHES] = [0, 1];

/** How long a thread stays without a watch: proving a data revision takes twenty of them, one after the other. */
const IDLE_MS = 5_000;

interface Watch {
  readonly quietMs: number;
  readonly onFound: Found;
}

/** All watches, the latest at the end. */
const listening: Watch[] = [];

/** One thread for all watches that allow the same silence: starting it takes longer than most code that is watched. */
class Watcher {
  readonly #state = new Int32Array(new SharedArrayBuffer(8));
  readonly #everyMs: number;
  readonly #onIdle: () => void;
  readonly #worker: Worker;
  #beating: NodeJS.Timeout | undefined;
  #ending: NodeJS.Timeout | undefined;

  /** @param onIdle called when the thread is about to end */
  constructor(quietMs: number, onIdle: () => void) {
    this.#everyMs = Math.min(500, Math.max(20, Math.round(quietMs / 10)));
    this.#onIdle = onIdle;
    const turns = Math.ceil(quietMs / this.#everyMs);
    const workerData = { state: this.#state, everyMs: this.#everyMs, turns, quietMs };
    this.#worker = new Worker(WATCHER, { eval: true, workerData, stdout: true, stderr: true });
    // Without it a loop continues forever, as it would without this watch.
    this.#worker.on('error', () => {});
    this.#worker.unref();
  }

  begin(): void {
    clearTimeout(this.#ending);
    Atomics.add(this.#state, BEATS, 1);
    Atomics.add(this.#state, WATCHES, 1);
    this.#beating ??= setInterval(() => Atomics.add(this.#state, BEATS, 1), this.#everyMs).unref();
  }

  end(): void {
    if (Atomics.sub(this.#state, WATCHES, 1) > 1) return;
    clearInterval(this.#beating);
    this.#beating = undefined;
    const terminate = (): void => {
      this.#onIdle();
      void this.#worker.terminate();
    };
    this.#ending = setTimeout(terminate, IDLE_MS).unref();
  }
}

/** By the silence that they allow. */
const watchers = new Map<number, Watcher>();

function watcherOf(quietMs: number): Watcher {
  const watcher = watchers.get(quietMs) ?? new Watcher(quietMs, () => watchers.delete(quietMs));
  watchers.set(quietMs, watcher);
  return watcher;
}

/**
 * Calls `onFound` in the middle of what has blocked this thread for `quietMs` (0: never). The returned function ends
 * the watch; to call it again does nothing.
 */
export function watchBlocking(quietMs: number, onFound: Found): () => void {
  if (quietMs === 0) return () => {};
  Reflect.set(globalThis, Symbol.for('braid.blocked'), blocked);
  const watcher = watcherOf(quietMs);
  const watch: Watch = { quietMs, onFound };
  listening.push(watch);
  watcher.begin();
  return () => {
    const at = listening.indexOf(watch);
    if (at < 0) return;
    listening.splice(at, 1);
    watcher.end();
  };
}

/** Called by the other thread: tells those who allow no more silence than this, the latest first. */
function blocked(quietMs: number, frames: readonly string[]): void {
  const place = new Error('blocked');
  place.stack = ['Error: blocked', ...frames].join('\n');
  for (const watch of listening.toReversed()) if (watch.quietMs <= quietMs) watch.onFound(place);
}
