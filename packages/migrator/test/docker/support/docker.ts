import { type SpawnSyncReturns, spawnSync } from 'node:child_process';

export interface Ran {
  readonly status: number | null;
  /** Of both streams. */
  readonly output: string;
}

/** Runs the Docker client, or what is named instead, to its end. */
export function docker(
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; command?: string } = {},
): Ran {
  const { env, command = 'docker' } = options;
  const ran: SpawnSyncReturns<string> = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, DOCKER_BUILDKIT: '0', ...env },
    timeout: 240_000,
  });
  return { status: ran.status, output: `${ran.stdout ?? ''}${ran.stderr ?? ''}${ran.error?.message ?? ''}` };
}

/** The same, trimmed. Throws with all that was said when it fails. */
export function dockerSays(args: readonly string[]): string {
  const { status, output } = docker(args);
  if (status !== 0) throw new Error(`docker ${args.join(' ')}: ${output}`);
  return output.trim();
}

/** Asks until the answer is as wanted. */
export async function until(what: string, isSo: () => boolean, limitMs = 60_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`${what}: not within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
