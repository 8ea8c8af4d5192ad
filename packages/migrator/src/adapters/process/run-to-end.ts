import { spawn } from 'node:child_process';
import type { StopSignal } from '../../execute/stop-signal.ts';
import { killTree } from './kill-tree.ts';

export interface ProgramOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** 0: no limit. */
  readonly timeoutMs: number;
  readonly stop: StopSignal;
  readonly signal?: AbortSignal | undefined;
  /** What it prints. */
  onOutput(chunk: Buffer, stream: 'stdout' | 'stderr'): void;
}

/** How long output may still arrive after the program itself has ended, in milliseconds. */
const PATIENCE = 500;

/**
 * Runs a program without a shell and without input, in a process group of its own: it is ended with everything that it
 * started when its time is over, when a signal comes, or when `signal` is aborted. Returns why it failed; `undefined`
 * if it succeeded.
 */
export function runToEnd(
  [program = '', ...args]: readonly string[],
  { cwd, env, timeoutMs, stop, signal, onOutput }: ProgramOptions,
): Promise<string | undefined> {
  if (signal?.aborted === true) return Promise.resolve('it was stopped');
  return new Promise((resolve) => {
    // A group of its own, so that what it starts can be ended with it.
    const detached = process.platform !== 'win32';
    const child = spawn(program, args, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached });
    let why: string | undefined;
    let patience: NodeJS.Timeout | undefined;
    const end = (reason: string): void => {
      why ??= reason;
      killTree(child, detached);
    };
    const timer = timeoutMs === 0 ? undefined : setTimeout(() => end(`it took longer than ${timeoutMs} ms`), timeoutMs);
    const stopListening = stop.onRaise(() => end('it was stopped by a signal'));
    const onAbort = (): void => end('it was stopped');
    signal?.addEventListener('abort', onAbort, { once: true });
    const settle = (reason: string | undefined): void => {
      clearTimeout(timer);
      clearTimeout(patience);
      stopListening();
      signal?.removeEventListener('abort', onAbort);
      resolve(reason);
    };
    child.stdout.on('data', (chunk: Buffer) => onOutput(chunk, 'stdout'));
    child.stderr.on('data', (chunk: Buffer) => onOutput(chunk, 'stderr'));
    child.once('error', (error) => settle(`it cannot be run: ${error.message}`));
    child.once('close', (code, ended) => settle(why ?? (code === 0 ? undefined : endOf(code, ended))));
    // Something that it left running may hold its output open forever.
    child.once('exit', (code, ended) => {
      patience = setTimeout(() => settle(why ?? (code === 0 ? undefined : endOf(code, ended))), PATIENCE);
    });
  });
}

function endOf(code: number | null, signal: NodeJS.Signals | null): string {
  return code === null ? `${signal ?? 'a signal'} ended it` : `exit code ${code}`;
}
