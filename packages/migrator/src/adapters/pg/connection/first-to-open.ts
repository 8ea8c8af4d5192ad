/** Closed again when it opens too late. */
interface Closable {
  close(): Promise<void>;
}

/**
 * Opens something that may be slow to open, or never answer: after each `everyMs` another attempt starts beside the
 * running ones, and the first that opens is returned. Rejects with the first error when all have failed, and after
 * `limitMs` (a pool may never have a client to spare).
 */
export function firstToOpen<T extends Closable>(
  open: () => Promise<T>,
  { everyMs, most, limitMs }: { readonly everyMs: number; readonly most: number; readonly limitMs: number },
): Promise<T> {
  return new Promise((resolve, reject) => {
    let [begun, failed, isOver] = [0, 0, false];
    let first: unknown;
    let timer: NodeJS.Timeout | undefined;
    const settle = (): void => {
      clearTimeout(timer);
      clearTimeout(limit);
      isOver = true;
    };
    const limit = setTimeout(() => {
      settle();
      reject(first ?? new Error(`no connection within ${Math.round(limitMs / 1000)} s`));
    }, limitMs);
    limit.unref();
    const begin = (): void => {
      begun += 1;
      timer = begun < most ? setTimeout(begin, everyMs) : undefined;
      timer?.unref();
      open().then(
        (opened) => {
          if (isOver) return void opened.close().catch(() => {});
          settle();
          resolve(opened);
        },
        (error: unknown) => {
          failed += 1;
          first ??= error;
          // No new attempt starts at once: what refuses now would refuse it too.
          if (isOver || failed < begun) return;
          settle();
          reject(first);
        },
      );
    };
    begin();
  });
}
