import { visible } from '../errors/visible.ts';
import type { CliIo } from './cli-io.ts';
import type { CliStream } from './cli-stream.ts';

/**
 * Stands for the escape character in what Braid itself sends to a terminal. It is made anew for each process, so that
 * no text from a file, the environment or a database can hold it.
 */
const ESCAPE = `\uE01B${Math.random().toString(36).slice(2, 10)}\uE01B`;

/** Goes back to the beginning of the line and deletes it. */
export const CLEAR_LINE = `${ESCAPE}line`;

/** A stream to which nothing is written that a terminal would obey, unless Braid itself means it. */
export interface ScreenStream extends CliStream {
  /**
   * Writes a text that a program reads, as it is: another byte in it would mean something else. To a terminal, it is
   * shown as all others.
   */
  writeExact(text: string): void;
}

export interface ScreenIo extends CliIo {
  readonly stdout: ScreenStream;
  readonly stderr: ScreenStream;
}

/** The one rim: whatever is printed passes here, results and JSON as progress and errors. */
export function screenOf(io: CliIo): ScreenIo {
  return { ...io, stdout: screenStream(io.stdout), stderr: screenStream(io.stderr) };
}

/** The text as one of Braid's own colours makes it: its escapes are meant, those in the text are not. */
export function coloured(text: string, colour: (text: string) => string): string {
  // Within a colour another one ends by escapes that the outer one must know.
  return colour(meant(visible(text))).replaceAll('\u001B[', ESCAPE);
}

/** How many characters of it a terminal shows. */
export function shownLength(text: string): number {
  return text.replaceAll(new RegExp(`${ESCAPE}\\d+m`, 'g'), '').length;
}

function meant(text: string): string {
  return text.replaceAll(CLEAR_LINE, '\r\u001B[K').replaceAll(ESCAPE, '\u001B[');
}

function screenStream(stream: CliStream): ScreenStream {
  const write = (text: string): unknown => stream.write(meant(visible(text)));
  return {
    write,
    writeExact: (text) => void (stream.isTTY ? write(text) : stream.write(text)),
    get isTTY() {
      return stream.isTTY ?? false;
    },
    get columns() {
      return stream.columns ?? 0;
    },
  };
}
