import type { Readable, Writable } from 'node:stream';
import { isatty } from 'node:tty';

/** The part of a stream that the command line uses. */
export interface CliStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** A keyboard and a screen. */
export interface CliTerminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Everything outside that a command line touches, so that tests can run one in their own process. */
export interface CliIo {
  readonly stdout: CliStream;
  readonly stderr: CliStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Absent unless standard input and standard error are a terminal. */
  readonly terminal?: CliTerminal;
}

export function processIo(): CliIo {
  const { stdout, stderr, env } = process;
  return { stdout, stderr, env, cwd: process.cwd(), ...terminalOf(process) };
}

/** Standard input is opened when something is asked, not before. */
function terminalOf(from: Pick<NodeJS.Process, 'stdin' | 'stderr'>): { readonly terminal?: CliTerminal } {
  if (!from.stderr.isTTY || !isatty(0)) return {};
  return {
    terminal: {
      get input() {
        return from.stdin;
      },
      output: from.stderr,
    },
  };
}
