import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The checked-in launcher; it runs the compiled `dist`. */
export const migrateBin = fileURLToPath(new URL('../../bin/migrate.cjs', import.meta.url));

export interface MigrateOptions {
  readonly cwd: string;
  /** Added to this process's environment; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
}

export interface MigrateResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Null when a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running `migrate`. */
export interface RunningMigrate {
  readonly pid: number;
  /** Resolves, never rejects for a bad exit code, when the process has ended and its output is read. */
  readonly result: Promise<MigrateResult>;
  /** What came until now. */
  output(): { readonly stdout: string; readonly stderr: string };
  kill(signal?: NodeJS.Signals): void;
}

/** Variables that would choose a database for the child, or slow its start (70 ms), unasked. */
const unwanted = [
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  'DATABASE_URL',
  'SERVICE_CONFIG_PATH',
  'VITEST',
  'FORCE_COLOR',
];

/** Starts `migrate <args>` without waiting for its end. */
export function startMigrate(args: readonly string[], { cwd, env = {}, input }: MigrateOptions): RunningMigrate {
  const childEnv: NodeJS.ProcessEnv = {
    ...process.env,
    NO_COLOR: '1',
    BRAID_CALLED_AS: 'migrate',
    BRAID_PROGRESS: 'off',
  };
  for (const name of unwanted) delete childEnv[name];
  const child = spawn(process.execPath, [migrateBin, ...args], { cwd, env: { ...childEnv, ...env }, stdio: 'pipe' });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  // A program that exits without reading its input breaks the pipe; that is its right.
  child.stdin.on('error', () => {}).end(input ?? '');
  const result = new Promise<MigrateResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve({ ...output, exitCode, signal }));
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`Cannot start ${process.execPath}`);
  return { pid, result, output: () => ({ ...output }), kill: (signal = 'SIGKILL') => void child.kill(signal) };
}

/** Runs `migrate <args>` to its end. */
export async function runMigrate(args: readonly string[], options: MigrateOptions): Promise<MigrateResult> {
  return await startMigrate(args, options).result;
}
