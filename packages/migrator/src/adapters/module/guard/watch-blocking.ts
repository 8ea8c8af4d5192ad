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
const { beats, everyMs, turns } = workerData;
let last = -1, missed = 0;
// Goes on: its timer keeps this thread alive, and one try may not be enough.
setInterval(() => {
  const beat = Atomics.load(beats, 0);
  missed = beat === last ? missed + 1 : 0;
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
    const expression = "globalThis[Symbol.for('braid.blocked')](" + JSON.stringify(frames) + ")";
    session.post('Debugger.evaluateOnCallFrame', { callFrameId: params.callFrames[0].callFrameId, expression });
  });
  session.post('Debugger.enable');
  session.post('Debugger.pause');
}, everyMs);
`;

/**
 * Calls `onFound` in the middle of what has blocked this thread for `quietMs` (0: never). The returned function ends
 * the watch.
 */
export function watchBlocking(quietMs: number, onFound: Found): () => void {
  if (quietMs === 0) return () => {};
  const everyMs = Math.min(500, Math.max(20, Math.round(quietMs / 10)));
  const beats = new Int32Array(new SharedArrayBuffer(4));
  Reflect.set(globalThis, Symbol.for('braid.blocked'), (frames: readonly string[]) => {
    const place = new Error('blocked');
    place.stack = ['Error: blocked', ...frames].join('\n');
    onFound(place);
  });
  const turns = Math.ceil(quietMs / everyMs);
  const worker = new Worker(WATCHER, { eval: true, workerData: { beats, everyMs, turns }, stdout: true, stderr: true });
  // Without it a loop continues forever, as it would without this watch.
  worker.on('error', () => {});
  worker.unref();
  const timer = setInterval(() => Atomics.add(beats, 0, 1), everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    void worker.terminate();
  };
}
