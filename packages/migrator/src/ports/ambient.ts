/** The clock and the dice, passed in so that the core has none. */
export interface Ambient {
  now(): Date;
  randomBytes(length: number): Uint8Array;
}
