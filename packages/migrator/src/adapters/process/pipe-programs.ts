import { spawn } from 'node:child_process';
import { pipeline } from 'node:stream/promises';
import type { StopSignal } from '../../execute/stop-signal.ts';
import { killTree } from './kill-tree.ts';

export interface PipedProgram {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What it prints to its standard error. */
  onOutput(chunk: Buffer): void;
}

export interface PipeEnd {
  readonly first: string | undefined;
  readonly second: string | undefined;
}

/**
 * Runs two programs without a shell, the second with the output of the first. A signal ends both. Returns why each of
 * them failed; `undefined` if neither did. One that ended because of the other has that as its reason.
 */
export async function pipePrograms(
  cwd: string,
  first: PipedProgram,
  second: PipedProgram,
  stop: StopSignal,
): Promise<PipeEnd> {
  const detached = process.platform !== 'win32';
  const start = ({ words: [program = '', ...args], env }: PipedProgram, input: 'ignore' | 'pipe') =>
    spawn(program, args, { cwd, env: { ...env }, stdio: [input, 'pipe', 'pipe'], detached });
  const source = start(first, 'ignore');
  const sink = start(second, 'pipe');
  let why: string | undefined;
  const end = (): void => {
    why = 'it was stopped by a signal';
    killTree(source, detached);
    killTree(sink, detached);
  };
  const stopListening = stop.onRaise(end);
  if (stop.level !== undefined) end();
  const ended = (child: typeof source): Promise<string | undefined> =>
    new Promise((resolve) => {
      child.once('error', (error) => resolve(`it cannot be run: ${error.message}`));
      child.once('close', (code, signal) =>
        resolve(why ?? (code === 0 ? undefined : code === null ? `${signal} ended it` : `exit code ${code}`)),
      );
    });
  const ends = Promise.all([ended(source), ended(sink)]);
  source.stderr?.on('data', (chunk: Buffer) => first.onOutput(chunk));
  sink.stderr?.on('data', (chunk: Buffer) => second.onOutput(chunk));
  sink.stdout?.resume();
  if (source.stdout !== null && sink.stdin !== null) {
    // The program that ends early closes the pipe; their exit codes show which one it was.
    await pipeline(source.stdout, sink.stdin).catch(() => undefined);
  }
  const [one, two] = await ends;
  stopListening();
  return { first: one, second: two };
}
