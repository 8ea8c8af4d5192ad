import { spawnSync } from 'node:child_process';

export interface ShellResult {
  /** `null` when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Who fetches packages needs the certificates that vitest.config.ts keeps from all others. */
const FETCHES = /\bnpm (ci|install)\b|\bnpx --yes\b/;

/** Runs a command line as a reader would, with nothing of a test's own environment that chooses a database or colours. */
export function runShell(command: string, cwd: string, variables: Readonly<Record<string, string>> = {}): ShellResult {
  const { DATABASE_URL, SERVICE_CONFIG_PATH, NODE_OPTIONS, VITEST, FORCE_COLOR, BRAID_TEST_CERTIFICATES, ...env } =
    process.env;
  const fetches = BRAID_TEST_CERTIFICATES !== undefined && FETCHES.test(command);
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command], {
    cwd,
    env: {
      ...env,
      ...(fetches ? { NODE_EXTRA_CA_CERTS: BRAID_TEST_CERTIFICATES } : {}),
      // What messages call the program, and what takes long, depends on the machine.
      ...{ NO_COLOR: '1', NX_DAEMON: 'false', BRAID_CALLED_AS: 'migrate', BRAID_PROGRESS: 'off' },
      // npm as a reader has it, without its questions to the registry that change nothing.
      ...{
        npm_config_loglevel: 'error',
        npm_config_audit: 'false',
        npm_config_fund: 'false',
        npm_config_prefer_offline: 'true',
      },
      ...variables,
    },
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return { status, stdout, stderr };
}
