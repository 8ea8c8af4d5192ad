import { createHash } from 'node:crypto';

/** SHA-256 (hex) of a text that comes in parts, with LF line ends; a CRLF may be split between two parts. */
export class TextHash {
  readonly #hash = createHash('sha256');
  #held = '';

  /** The part with LF line ends, except for a CR at its end, which belongs to the next part. */
  add(part: string): string {
    const all = this.#held + part;
    const holds = all.endsWith('\r');
    this.#held = holds ? '\r' : '';
    const text = (holds ? all.slice(0, -1) : all).replaceAll('\r\n', '\n');
    this.#hash.update(text, 'utf8');
    return text;
  }

  /** The end of the text. */
  end(): { readonly text: string; readonly hash: string } {
    const text = this.#held;
    return { text, hash: this.#hash.update(text, 'utf8').digest('hex') };
  }
}
