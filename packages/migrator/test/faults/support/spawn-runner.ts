import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { type ChildReport, type ChildTask, isChildReport } from './child-task.ts';

const bundle = resolve(
  import.meta.dirname,
  '../../../../../node_modules/.cache/braid',
  `fault-child-${process.pid}.mjs`,
);
let built: Promise<unknown> | undefined;

/** One plain file of JavaScript: a child starts in 0.1 s, and a suite starts thousands. */
export function buildChild(): Promise<unknown> {
  built ??= build({
    entryPoints: [join(import.meta.dirname, 'child.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['pg', 'esbuild', 'drizzle-orm/node-postgres'],
    logLevel: 'error',
  });
  return built;
}

export interface RunnerProcess {
  readonly process: ChildProcess;
  /** Resolves when its code is loaded and it listens to signals. */
  readonly ready: Promise<void>;
  /** What it said at its end, once it is over. */
  over(): string | undefined;
  /** Resolves when the process is gone, in whatever way. */
  readonly ended: Promise<{ readonly report: ChildReport | undefined; readonly code: number | null }>;
}

/** A migrator in a process of its own. `buildChild` must have been awaited. */
export function spawnRunner(task: ChildTask): RunnerProcess {
  const child = spawn(process.execPath, [bundle, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  const ready = new Promise<void>((done) => {
    child.stdout.on('data', (data) => {
      out += data;
      if (out.startsWith('ready')) done();
    });
  });
  const ended = new Promise<{ report: ChildReport | undefined; code: number | null }>((done) => {
    child.on('close', (code) => done({ report: reportIn(out), code }));
  });
  const over = () =>
    child.exitCode === null && child.signalCode === null ? undefined : `${child.exitCode ?? child.signalCode} ${out}`;
  return { process: child, ready, over, ended };
}

function reportIn(out: string): ChildReport | undefined {
  for (const text of out.trim().split('\n').reverse()) {
    try {
      const value: unknown = JSON.parse(text);
      if (isChildReport(value)) return value;
    } catch {
      // The last line of a killed process may be cut.
    }
  }
  return undefined;
}
