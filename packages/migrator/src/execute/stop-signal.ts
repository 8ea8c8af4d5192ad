/** `finish`: end or cancel the current statement cleanly, then stop. `cancel`: cancel it at once. */
export type StopLevel = 'finish' | 'cancel';

/** Tells a run to stop; the CLI raises it on SIGINT and SIGTERM. */
export interface StopSignal {
  readonly level: StopLevel | undefined;
  /** Calls the listener for every raise from now on, until the returned function is called. */
  onRaise(listener: (level: StopLevel) => void): () => void;
}

/** A stop signal that can be raised: once to finish, twice to cancel. */
export function createStopSignal(): StopSignal & { raise(): void } {
  const listeners = new Set<(level: StopLevel) => void>();
  let level: StopLevel | undefined;
  return {
    get level() {
      return level;
    },
    onRaise(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    raise() {
      level = level === undefined ? 'finish' : 'cancel';
      for (const listener of [...listeners]) listener(level);
    },
  };
}
