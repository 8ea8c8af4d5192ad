import type { Readable, Writable } from 'node:stream';

/** Where a person reads and types. Questions go to standard error: standard output is for results. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}
