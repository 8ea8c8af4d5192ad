import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import type { StopSignal } from '../../execute/stop-signal.ts';
import type { HookRun } from '../../ports/workspace/post-write.ts';
import { killTree } from './kill-tree.ts';
import { OutputTail } from './output-tail.ts';

export interface HookOptions {
  /** The workspace: the folder that it runs in; its `node_modules/.bin` comes first in the path. */
  readonly root: string;
  readonly timeoutMs: number;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly stop: StopSignal;
}

/** How long output may still come when the program itself has ended, in milliseconds. */
const PATIENCE = 500;

/**
 * Runs one command without a shell, `{file}` in its words standing for the file. Without input; ended with all that it
 * started when its time is over or a signal comes.
 */
export async function runHook(words: readonly string[], file: string, options: HookOptions): Promise<HookRun> {
  const command = words.map((word) => word.replaceAll('{file}', file));
  const tail = new OutputTail();
  const problem = await runToEnd(command, tail, options);
  return { file, command, problem: problem ?? null, output: tail.text() };
}

function runToEnd(
  [program = '', ...args]: readonly string[],
  tail: OutputTail,
  { root, timeoutMs, variables, stop }: HookOptions,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const PATH = [join(root, 'node_modules', '.bin'), variables.PATH ?? ''].join(delimiter);
    // A group of its own, so that what it starts can be ended with it.
    const detached = process.platform !== 'win32';
    const child = spawn(program, args, {
      cwd: root,
      env: { ...variables, PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached,
    });
    let why: string | undefined;
    let patience: NodeJS.Timeout | undefined;
    const end = (reason: string): void => {
      why ??= reason;
      killTree(child, detached);
    };
    const timer = setTimeout(() => end(`it took longer than ${timeoutMs} ms`), timeoutMs);
    const stopListening = stop.onRaise(() => end('it was stopped by a signal'));
    const settle = (reason: string | undefined): void => {
      clearTimeout(timer);
      clearTimeout(patience);
      stopListening();
      resolve(reason);
    };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => tail.add(chunk));
    child.once('error', (error) => settle(`it cannot be run: ${error.message}`));
    child.once('close', (code, signal) => settle(why ?? (code === 0 ? undefined : ended(code, signal))));
    // Something that it left running may hold its output open for ever.
    child.once('exit', (code, signal) => {
      patience = setTimeout(() => settle(why ?? (code === 0 ? undefined : ended(code, signal))), PATIENCE);
    });
  });
}

function ended(code: number | null, signal: NodeJS.Signals | null): string {
  return code === null ? `${signal ?? 'a signal'} ended it` : `exit code ${code}`;
}
