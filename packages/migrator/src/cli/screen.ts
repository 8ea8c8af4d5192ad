import { visible } from '../errors/visible.ts';
import type { CliIo } from './cli-io.ts';
import type { CliStream } from './cli-stream.ts';

/**
 * Marks escape sequences that Braid itself sends to a terminal. It is random for each process, so that no text from a
 * file, the environment or a database can contain it.
 */
const ESCAPE = `\uE01B${Math.random().toString(36).slice(2, 10)}\uE01B`;

/** A stream that passes no escape sequences to a terminal except Braid's own. */
export interface ScreenStream extends CliStream {
  /**
   * Writes a text for programs unchanged: another byte would change its meaning. On a terminal it is filtered like any
   * other text.
   */
  writeExact(text: string): void;
}

/** The live area below everything that is printed. */
export interface Footer {
  /** Removes it; it redraws itself. */
  clear(): void;
}

export interface ScreenIo extends CliIo {
  readonly stdout: ScreenStream;
  readonly stderr: ScreenStream;
  /** Standard error itself, for the footer alone. */
  readonly below: CliStream;
  /** Sets the footer to remove before anything is printed; `undefined`: there is no footer any more. */
  hang(footer: Footer | undefined): void;
}

/** Everything that is printed passes here: results, JSON, progress and errors. */
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

/** The text for a terminal: with Braid's own colours, and no other escape sequences. */
export function forTerminal(text: string): string {
  return meant(visible(text));
}

/** The text in one of Braid's colours: the escapes of the colour pass, those in the text do not. */
export function coloured(text: string, colour: (text: string) => string): string {
  // A nested colour ends with escapes that the outer one must know.
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
