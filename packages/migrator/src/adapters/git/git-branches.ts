import { GitFailedError } from '../../errors/workspace/git-errors.ts';
import type { GitBranches } from '../../ports/workspace/git-branches.ts';
import { runGit } from './run-git.ts';

/** What others work on, whether or not this clone has a remote. */
const MAIN = ['refs/heads/main', 'refs/heads/master', 'refs/heads/trunk'];

/** git, asked in the workspace at `root`, which may be a folder of its repository. */
export function gitBranches(root: string): GitBranches {
  const lines = async (...args: readonly string[]): Promise<readonly string[]> =>
    (await runGit(root, args)).toString('utf8').split('\n').filter(Boolean);
  return {
    async publishedIn(files) {
      const current = await currentRef(root);
      const upstream = current === undefined ? [] : await lines('for-each-ref', '--format=%(upstream)', current);
      const own = new Set([current ?? '']);
      const others = [...new Set([...upstream, ...(await lines('for-each-ref', '--format=%(refname)', ...MAIN))])];
      const refs = others.filter((ref) => !own.has(ref) && !ref.startsWith('refs/remotes/'));
      const paths = files.map((file) => `:(literal)${file}`);
      const scope = ['refs/remotes', 'refs/tags', ...refs];
      // Without --full-history a file that a side branch added and removed would not be seen.
      const search = ['rev-list', '-1', '--full-history', '--remotes', '--tags', ...refs, '--', ...paths];
      const [commit] = await lines(...search);
      if (commit === undefined) return undefined;
      const names = await lines('for-each-ref', `--contains=${commit}`, '--format=%(refname:short)', ...scope);
      return names.find((name) => !/\/HEAD$/.test(name)) ?? commit.slice(0, 12);
    },
  };
}

/** The full name of the branch that is checked out; `undefined` between branches. */
async function currentRef(root: string): Promise<string | undefined> {
  // Where there is no repository, this is what says so.
  await runGit(root, ['rev-parse', '--git-dir']);
  try {
    return (await runGit(root, ['symbolic-ref', '--quiet', 'HEAD'])).toString('utf8').trim();
  } catch (error) {
    if (error instanceof GitFailedError) return undefined;
    throw error;
  }
}
