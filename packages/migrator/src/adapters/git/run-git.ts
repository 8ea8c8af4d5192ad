import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { GitFailedError } from '../../errors/workspace/git-errors.ts';

/** Settings that keep git from running programs of a repository's configuration: the checkout may be untrusted. */
const NO_PROGRAMS = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'log.showSignature=false'].flatMap((each) => [
  '-c',
  each,
]);

/** Runs git in a folder and returns what it printed. Throws a `GitFailedError` with what it said when it fails. */
export function runGit(cwd: string, args: readonly string[], input?: string | Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const failed = (said: string, cause?: unknown): void =>
      reject(new GitFailedError({ command: args[0] ?? '', said }, { cause }));
    const git = spawn('git', [...NO_PROGRAMS, ...args], {
      cwd,
      env: { ...process.env, ...hookVariables(), GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    let said = '';
    git.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    git.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    git.on('error', (error) => failed(error.message, error));
    git.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else failed(said.trim().split('\n')[0] ?? `exit code ${code}`);
    });
    // git may have ended before it has read everything; its exit code says the rest.
    git.stdin.on('error', () => undefined);
    git.stdin.end(input ?? '');
  });
}

/**
 * Where a hook finds the repository and the index of the commit that is made; git writes them for the folder in which
 * it starts the hook.
 */
function hookVariables(): Readonly<Record<string, string>> {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE } = process.env;
  return {
    ...(GIT_INDEX_FILE === undefined ? {} : { GIT_INDEX_FILE: resolve(GIT_INDEX_FILE) }),
    // Without the second one, git would take the folder in which it is run for the whole working tree.
    ...(GIT_DIR === undefined ? {} : { GIT_DIR: resolve(GIT_DIR), GIT_WORK_TREE: resolve(GIT_WORK_TREE ?? '.') }),
  };
}
