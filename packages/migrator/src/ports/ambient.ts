/** The clock and random numbers, passed in so that the core has neither. */
export interface Ambient {
  now(): Date;
  randomBytes(length: number): Uint8Array;
}
