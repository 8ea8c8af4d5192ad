import { writeSync } from 'node:fs';
import { DataRevisionStalledError } from '../../../errors/run/data-revision-escapes.ts';
import type { CodeScope } from './code-scope.ts';
import { watchBlocking } from './watch-blocking.ts';

/**
 * Does `work`, which runs the code of this scope, and ends the process if the code blocks it. The watch lasts as long
 * as the code may run: code that failed for its silence may begin an endless loop when nothing awaits it any more.
 */
export async function watched<Result>(scope: CodeScope, work: () => Promise<Result>): Promise<Result> {
  const { quietMs } = scope.request;
  let isOver = false;
  const stop = watchBlocking(quietMs, (at) => {
    // Afterwards other code of the process may block it for as long as it likes.
    if (!isOver || scope.placeOf(at) !== undefined) endBlocked(scope, at);
  });
  try {
    return await work();
  } finally {
    isOver = true;
    if (scope.parts.areSettled) stop();
    else void scope.parts.settled().then(stop);
  }
}

/** Nothing can be awaited any more in this process: reports what happened, and ends it. The server rolls back. */
function endBlocked(scope: CodeScope, place: Error): void {
  const { quietMs } = scope.request;
  const facts = { ...scope.facts(place), during: scope.during, isBlocking: true, quietMs };
  const { code, message, hint } = new DataRevisionStalledError(facts);
  try {
    writeSync(2, `error [${code}] ${message}; the process was ended\n  → ${hint}\n`);
  } catch {
    // A full pipe without a reader does not matter.
  }
  const reallyExit: unknown = Reflect.get(process, 'reallyExit');
  if (typeof reallyExit === 'function') Reflect.apply(reallyExit, process, [1]);
}
