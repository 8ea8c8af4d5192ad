import { main } from '../../src/cli/main.ts';

export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, with streams and an environment of its own. */
export async function runCli(
  argv: readonly string[],
  options: {
    readonly cwd: string;
    readonly env?: Readonly<Record<string, string>>;
    /** How the program is called in the shell. */
    readonly program?: string;
  },
): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  const exitCode = await main(argv, {
    stdout: {
      write: (text) => {
        stdout += text;
      },
    },
    stderr: {
      write: (text) => {
        stderr += text;
      },
    },
    ...(options.program === undefined ? {} : { program: () => options.program ?? '' }),
    // Lines for what takes long would depend on the machine.
    env: { BRAID_PROGRESS: 'off', ...options.env },
    cwd: options.cwd,
  });
  return { exitCode, stdout, stderr };
}
