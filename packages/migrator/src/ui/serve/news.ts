/** A message to open pages. */
export type News =
  | { readonly kind: 'database'; readonly environment: string }
  | { readonly kind: 'fleet'; readonly fleet: string }
  | { readonly kind: 'files' }
  /** Changes of files may be missed. */
  | { readonly kind: 'trouble'; readonly why: string }
  /** The server ends: why, for people. */
  | { readonly kind: 'end'; readonly why: string };

export type HearNews = (news: News) => void;

/** The listeners for changes. */
export class NewsRoom {
  readonly #listeners = new Set<HearNews>();
  readonly #onCount: (count: number) => void;
  #told = 0;

  /** @param onCount called when a page opens or closes */
  constructor(onCount: (count: number) => void) {
    this.#onCount = onCount;
  }

  /** The number of messages so far: a page that was made at this number shows the effect of all of them. */
  get told(): number {
    return this.#told;
  }

  tell(news: News): void {
    this.#told += 1;
    for (const hear of [...this.#listeners]) hear(news);
  }

  /** Calls the listener from now on, until the returned function is called. */
  listen(hear: HearNews): () => void {
    this.#listeners.add(hear);
    this.#onCount(this.#listeners.size);
    return () => {
      if (this.#listeners.delete(hear)) this.#onCount(this.#listeners.size);
    };
  }
}
