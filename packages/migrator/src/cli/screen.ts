import { visible } from '../errors/visible.ts';
import type { CliIo } from './cli-io.ts';
import type { CliStream } from './cli-stream.ts';

/**
 * Stands for the escape character in what Braid itself sends to a terminal. It is made again for each process, so that
 * no text from a file, the environment or a database can hold it.
 */
const ESCAPE = `\uE01B${Math.random().toString(36).slice(2, 10)}\uE01B`;

/** A stream to which nothing is written that a terminal would obey, unless Braid itself means it. */
export interface ScreenStream extends CliStream {
  /**
   * Writes a text that a program reads, as it is: another byte in it would mean something else. To a terminal, it is
   * shown as all others.
   */
  writeExact(text: string): void;
}

/** What is drawn below everything that is printed. */
export interface Footer {
  /** Takes it away; it is drawn again by itself. */
  clear(): void;
}

export interface ScreenIo extends CliIo {
  readonly stdout: ScreenStream;
  readonly stderr: ScreenStream;
  /** Standard error itself, for the footer alone. */
  readonly below: CliStream;
  /** From here on the footer gives way before anything is printed; `undefined`: there is none any more. */
  hang(footer: Footer | undefined): void;
}

/** The one rim: whatever is printed passes here, results and JSON as progress and errors. */
export function screenOf(io: CliIo): ScreenIo {
  let hung: Footer | undefined;
  const clear = (): void => hung?.clear();
  return {
    ...io,
    stdout: screenStream(io.stdout, clear),
    stderr: screenStream(io.stderr, clear),
    below: io.stderr,
    hang: (footer) => {
      hung = footer;
    },
  };
}

/** The text as a terminal gets it: with Braid's own colours, and nothing else that a terminal would obey. */
export function forTerminal(text: string): string {
  return meant(visible(text));
}

/** The text as one of Braid's own colours makes it: its escapes are meant, those in the text are not. */
export function coloured(text: string, colour: (text: string) => string): string {
  // Within a colour another one ends by escapes that the outer one must know.
  return colour(meant(visible(text))).replaceAll('\u001B[', ESCAPE);
}

function meant(text: string): string {
  return text.replaceAll(ESCAPE, '\u001B[');
}

function screenStream(stream: CliStream, before: () => void): ScreenStream {
  const write = (text: string): unknown => {
    before();
    return stream.write(forTerminal(text));
  };
  const writeExact = (text: string): void => {
    before();
    stream.write(stream.isTTY ? forTerminal(text) : text);
  };
  return {
    write,
    writeExact,
    get isTTY() {
      return stream.isTTY ?? false;
    },
    get columns() {
      return stream.columns ?? 0;
    },
  };
}
