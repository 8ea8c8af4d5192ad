/** Cuts a stream of PostgreSQL messages (type, length, body) into whole ones. */
export class Frames {
  readonly #onFrame: (frame: Buffer) => void;
  #rest: Buffer = Buffer.alloc(0);

  constructor(onFrame: (frame: Buffer) => void) {
    this.#onFrame = onFrame;
  }

  push(data: Buffer): void {
    let buffer = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    while (buffer.length >= 5) {
      const length = 1 + buffer.readInt32BE(1);
      if (buffer.length < length) break;
      this.#onFrame(buffer.subarray(0, length));
      buffer = buffer.subarray(length);
    }
    this.#rest = buffer;
  }
}
