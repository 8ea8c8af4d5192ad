import type { Readable, Writable } from 'node:stream';
import { isatty } from 'node:tty';
import type { CliStream } from './cli-stream.ts';
import { standardStream } from './standard-stream.ts';
import { calledAs } from './words/called-as.ts';

/** A keyboard and a screen. */
export interface CliTerminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Everything outside the process that a command line uses, so that tests can run one in their own process. */
export interface CliIo {
  readonly stdout: CliStream;
  readonly stderr: CliStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** How users call the program in this shell; absent: `migrate`. */
  program?(): string;
  /** Called after an answer that depends on nothing else than files, words and the environment. */
  answeredFromFiles?(): void;
  /** Absent unless standard input and standard error are a terminal. */
  readonly terminal?: CliTerminal;
}

export function processIo(): CliIo {
  const { env } = process;
  const stderr = standardStream(2, () => process.stderr);
  const cwd = process.cwd();
  let called: string | undefined;
  const program = (): string => {
    called ??= calledAs({ script: process.argv[1] ?? '', cwd, env });
    return called;
  };
  return { stdout: standardStream(1, () => process.stdout), stderr, env, cwd, program, ...terminalOf(stderr) };
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
