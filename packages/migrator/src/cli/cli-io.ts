import type { Readable, Writable } from 'node:stream';
import { isatty } from 'node:tty';
import type { CliStream } from './cli-stream.ts';
import { standardStream } from './standard-stream.ts';

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
  const { env } = process;
  const stderr = standardStream(2, () => process.stderr);
  return { stdout: standardStream(1, () => process.stdout), stderr, env, cwd: process.cwd(), ...terminalOf(stderr) };
}

/** Standard input is opened when something is asked, not before. */
function terminalOf(stderr: CliStream): { readonly terminal?: CliTerminal } {
  if (!stderr.isTTY || !isatty(0)) return {};
  return {
    terminal: {
      get input() {
        return process.stdin;
      },
      output: process.stderr,
    },
  };
}
