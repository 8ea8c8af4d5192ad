import { spawn } from 'node:child_process';
import { GitFailedError } from '../../errors/git-errors.ts';

/** Runs git in a folder and gives what it printed. Throws a `GitFailedError` with what it said when it fails. */
export function runGit(cwd: string, args: readonly string[], input?: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const failed = (said: string, cause?: unknown): void => reject(new GitFailedError(args[0] ?? '', said, cause));
    const git = spawn('git', args, {
      cwd,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
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
    // git may be gone before it has read everything; its exit code says the rest.
    git.stdin.on('error', () => undefined);
    git.stdin.end(input ?? '');
  });
}
