import { stripVTControlCharacters } from 'node:util';

const LIMIT = 8192;

/** The end of what a program prints: enough to read why it failed, and no more than fits. */
export class OutputTail {
  #bytes = Buffer.alloc(0);
  #cut = false;

  add(chunk: Buffer): void {
    const all = Buffer.concat([this.#bytes, chunk]);
    this.#cut ||= all.length > LIMIT;
    this.#bytes = all.subarray(-LIMIT);
  }

  /** Without what would move the cursor. */
  text(): string {
    const text = this.#bytes.toString('utf8').replaceAll('\r\n', '\n');
    return `${this.#cut ? '…' : ''}${plain(text)}`.trimEnd();
  }
}

function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/[^\P{Cc}\n\t]/gu, '');
}
