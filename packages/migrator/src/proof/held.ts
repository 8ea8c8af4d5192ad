/** Something that is there from when it is made until it is let go. */
export interface Held<T> {
  /** Nothing when it could not be made: who makes it again meets the failure, and reports it. Never rejects. */
  readonly ready: Promise<T | undefined>;
  /** Lets it go, and waits until it is gone. */
  end(): Promise<void>;
}

/** @param make makes the thing, passes it on, and takes it away when `keep` is done */
export function held<T>(make: (keep: (made: T) => Promise<void>) => Promise<void>): Held<T> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let ended: Promise<void> = Promise.resolve();
  const ready = new Promise<T | undefined>((resolve) => {
    const isOver = (): void => resolve(undefined);
    const keep = async (made: T): Promise<void> => {
      resolve(made);
      await released;
    };
    ended = make(keep).then(isOver, isOver);
  });
  return {
    ready,
    async end() {
      release();
      await ended;
    },
  };
}
