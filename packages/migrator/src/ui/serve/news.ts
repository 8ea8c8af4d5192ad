/** What is told to open pages. */
export type News =
  | { readonly kind: 'database'; readonly environment: string }
  | { readonly kind: 'fleet'; readonly fleet: string }
  | { readonly kind: 'files' }
  /** Changes of files may be missed. */
  | { readonly kind: 'trouble'; readonly why: string }
  /** The server ends: why, for people. */
  | { readonly kind: 'end'; readonly why: string };

export type HearNews = (news: News) => void;

/** Who hears of changes, and whether anybody does. */
export class NewsRoom {
  readonly #listeners = new Set<HearNews>();
  readonly #onCount: (count: number) => void;
  #told = 0;

  /** @param onCount called when pages open or close */
  constructor(onCount: (count: number) => void) {
    this.#onCount = onCount;
  }

  /** How much was told until now: a page that was made at this number shows all of it. */
  get told(): number {
    return this.#told;
  }

  tell(news: News): void {
    this.#told += 1;
    for (const hear of [...this.#listeners]) hear(news);
  }

  /** Calls from now on until the function that is returned is called. */
  listen(hear: HearNews): () => void {
    this.#listeners.add(hear);
    this.#onCount(this.#listeners.size);
    return () => {
      if (this.#listeners.delete(hear)) this.#onCount(this.#listeners.size);
    };
  }
}
