import { delimiter, join } from 'node:path';
import type { StopSignal } from '../../execute/stop-signal.ts';
import type { HookRun } from '../../ports/workspace/post-write.ts';
import { OutputTail } from './output-tail.ts';
import { runToEnd } from './run-to-end.ts';

export interface HookOptions {
  /** The workspace: the folder that it runs in; its `node_modules/.bin` comes first in the path. */
  readonly root: string;
  readonly timeoutMs: number;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly stop: StopSignal;
}

/**
 * Runs one command without a shell; `{file}` in its words is replaced by the file. It gets no input, and is ended with
 * everything that it started when its time is over or a signal comes.
 */
export async function runHook(words: readonly string[], file: string, options: HookOptions): Promise<HookRun> {
  const command = words.map((word) => word.replaceAll('{file}', file));
  const tail = new OutputTail();
  const { root, timeoutMs, variables, stop } = options;
  const env = withWorkspaceBin(root, variables);
  const problem = await runToEnd(command, { cwd: root, env, timeoutMs, stop, onOutput: (chunk) => tail.add(chunk) });
  return { file, command, problem: problem ?? null, output: tail.text() };
}

/** The variables with `node_modules/.bin` of the workspace first in the path. */
export function withWorkspaceBin(root: string, variables: Readonly<Record<string, string | undefined>>) {
  return { ...variables, PATH: [join(root, 'node_modules', '.bin'), variables.PATH ?? ''].join(delimiter) };
}
