import { spawnSync } from 'node:child_process';

export interface ShellResult {
  /** `null` when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line as a reader would, with nothing of a test's own environment that chooses a database or colours. */
export function runShell(command: string, cwd: string, variables: Readonly<Record<string, string>> = {}): ShellResult {
  const { DATABASE_URL, SERVICE_CONFIG_PATH, NODE_OPTIONS, VITEST, FORCE_COLOR, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command], {
    cwd,
    env: { ...env, NO_COLOR: '1', NX_DAEMON: 'false', npm_config_loglevel: 'error', ...variables },
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return { status, stdout, stderr };
}
