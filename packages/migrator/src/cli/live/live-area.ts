import type { CliStream } from '../cli-stream.ts';
import type { LiveLine } from './activity-text.ts';
import { fitLine } from './fit-line.ts';

/** The width if the terminal does not report one. */
const COLUMNS = 80;

/** Left free at the end of a line: a terminal echoes Ctrl-C as `^C`, which would wrap a full one. */
const ROOM = 3;

/**
 * Lines at the bottom of a terminal that are drawn over and over. Each takes one row: what is wider than the terminal,
 * as that shows it, is cut.
 */
export class LiveArea {
  readonly #stream: CliStream;
  #drawn: readonly string[] = [];

  /** @param stream of the terminal itself: what is drawn goes past the screen */
  constructor(stream: CliStream) {
    this.#stream = stream;
  }

  draw(lines: readonly LiveLine[]): void {
    const columns = this.#stream.columns || COLUMNS;
    const fitting = lines.map((line) => fitLine(line, columns - ROOM));
    if (fitting.join('\n') === this.#drawn.join('\n')) return;
    this.#stream.write(`${this.#erase()}${fitting.join('\n')}`);
    this.#drawn = fitting;
  }

  clear(): void {
    if (this.#drawn.length === 0) return;
    this.#stream.write(this.#erase());
    this.#drawn = [];
  }

  /**
   * A row for each line. A terminal that became narrower may have wrapped them into more, and some do not say: what is
   * left of them then stays, rather than that a line is deleted which was printed above.
   */
  #erase(): string {
    const rows = this.#drawn.length;
    if (rows === 0) return '';
    return `\r${rows > 1 ? `\u001B[${rows - 1}A` : ''}\u001B[J`;
  }
}
