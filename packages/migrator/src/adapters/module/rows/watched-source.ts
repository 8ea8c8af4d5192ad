import type { CopySource } from '../../../execute/data/data-operations.ts';
import { type CodeScope, outsideOfCode } from '../guard/code-scope.ts';

/** How many items of a source that is ready are passed on at once. */
const AT_ONCE = 500;
/** How long a source may continue when the run must stop. */
const STOP_MS = 5_000;

/**
 * What `op.copyFrom` reads, a few items at a time. It is code of the revision: it cannot use `op` meanwhile, and ends
 * when the run of the code ends or must stop, or when nothing comes for as long as code may be silent.
 */
export async function* watchedSource(
  source: CopySource,
  scope: CodeScope,
  signal: AbortSignal,
): AsyncGenerator<readonly unknown[], void, undefined> {
  if (typeof source === 'string' || source instanceof Uint8Array) yield [source];
  else if (Symbol.asyncIterator in source) yield* waited(source, scope, signal);
  else yield* atOnce(source, scope);
}

function* atOnce(source: Iterable<unknown>, scope: CodeScope): Generator<readonly unknown[], void, undefined> {
  const iterator = scope.whileReading(() => source[Symbol.iterator]());
  let isDone = false;
  try {
    while (!isDone) {
      scope.throwIfFailed();
      const items: unknown[] = [];
      scope.whileReading(() => {
        while (!isDone && items.length < AT_ONCE) {
          const result = iterator.next();
          if (result.done === true) isDone = true;
          else items.push(result.value);
        }
      });
      if (items.length > 0) yield items;
    }
  } finally {
    if (!isDone) scope.whileReading(() => iterator.return?.());
  }
}

async function* waited(
  source: AsyncIterable<unknown>,
  scope: CodeScope,
  signal: AbortSignal,
): AsyncGenerator<readonly unknown[], void, undefined> {
  const iterator = scope.whileReading(() => source[Symbol.asyncIterator]());
  let refused: { readonly error: unknown } | undefined;
  let reject: (error: unknown) => void = () => {};
  const refuse = (error: unknown) => {
    refused ??= { error };
    reject(error);
  };
  const stopListening = scope.onFail(refuse);
  const { quietMs } = scope.request;
  let stopTimer: NodeJS.Timeout | undefined;
  const stop = () => {
    stopTimer = outsideOfCode(() => setTimeout(() => refuse(new Error('the run is to stop')), STOP_MS));
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  let isDone = false;
  try {
    while (!isDone) {
      scope.throwIfFailed();
      if (refused !== undefined) throw refused.error;
      const quiet = quietMs === 0 ? undefined : outsideOfCode(() => setTimeout(() => scope.failStalled(), quietMs));
      const result = await new Promise<IteratorResult<unknown>>((resolve, fail) => {
        reject = fail;
        Promise.resolve(scope.whileReading(() => iterator.next())).then(resolve, fail);
      }).finally(() => clearTimeout(quiet));
      if (result.done === true) isDone = true;
      else yield [result.value];
    }
  } finally {
    stopListening();
    signal.removeEventListener('abort', stop);
    clearTimeout(stopTimer);
    // A source that does not answer is not waited for.
    if (!isDone) scope.whileReading(() => Promise.resolve(iterator.return?.()).catch(() => {}));
  }
}
