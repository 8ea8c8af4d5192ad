import { execFile } from 'node:child_process';
import type { FileHistory, FileOrigin } from '../../ports/workspace/file-history.ts';
import { parseGitLog } from './parse-git-log.ts';

/** A slower history is not worth waiting for. */
const PATIENCE = 3000;
/** More files than a person reads the authors of, and fewer than fit on a command line. */
const MOST = 500;
const FORMAT = '--format=%x02%H%x01%aI%x01%P%x01%an';

/** The git history of the workspace at `root`: one `git log` for all files, asked when it is first needed. */
export function gitFileHistory(root: string): FileHistory {
  const git = (args: readonly string[]): Promise<string | undefined> =>
    new Promise((resolve) => {
      const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
      const options = { cwd: root, env, timeout: PATIENCE, maxBuffer: 64 * 2 ** 20, windowsHide: true };
      execFile('git', ['--no-pager', '--literal-pathspecs', ...args], options, (error, stdout) =>
        resolve(error === null ? stdout : undefined),
      );
    });
  return {
    async originsOf(files) {
      if (files.length === 0) return new Map<string, FileOrigin>();
      const log = ['log', '--no-renames', '--diff-filter=A', '--name-only', '-z', '--relative', '--no-show-signature'];
      const output = await git([...log, FORMAT, '--', ...files.slice(0, MOST)]);
      if (output === undefined) return new Map<string, FileOrigin>();
      const { origins, fromRoots } = parseGitLog(output);
      if (fromRoots.length === 0) return origins;
      // The oldest commit of a shallow clone seems to have added everything.
      const shallow = await git(['rev-parse', '--is-shallow-repository']);
      if (shallow?.trim() === 'true') for (const file of fromRoots) origins.delete(file);
      return origins;
    },
  };
}
