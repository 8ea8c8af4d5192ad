/** What `THREAD_BEGINNING` gives to the program of the thread, which is a function of it. */
declare const importFromBeginning: (url: string) => Promise<unknown>;

/**
 * `import(…)` of a URL. The program of the thread that loads schemas has none of its own: V8 takes it from its code
 * cache, and a script from there cannot import in Node 20.
 */
export function importUrl(url: string): Promise<unknown> {
  return typeof importFromBeginning === 'undefined' ? import(url) : importFromBeginning(url);
}
