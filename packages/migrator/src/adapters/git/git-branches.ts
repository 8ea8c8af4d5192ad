import { resolve } from 'node:path';
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
    async current() {
      return (await currentRef(root))?.replace(/^refs\/heads\//, '');
    },
    async main() {
      const [remote] = await lines('for-each-ref', '--format=%(symref:lstrip=3)', 'refs/remotes/origin/HEAD');
      const [first] = await lines('for-each-ref', '--format=%(refname:lstrip=2)', ...MAIN);
      return remote ?? first ?? (await unborn(root));
    },
    names: () => lines('for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads'),
    async nearest(branch, among) {
      const names = new Set(await lines('for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads'));
      const tip = names.has(branch) ? `refs/heads/${branch}` : 'HEAD';
      let nearest: { readonly name: string; readonly commits: number } | undefined;
      for (const name of among) {
        if (!names.has(name)) continue;
        const [count] = await lines('rev-list', '--count', `${tip}...refs/heads/${name}`, '--');
        const commits = Number(count);
        if (nearest === undefined || commits < nearest.commits) nearest = { name, commits };
      }
      return nearest?.name;
    },
    async hooksFolder() {
      for (const scope of ['--local', '--global']) {
        const [own] = await lines('config', scope, '--get', '--type=path', 'core.hooksPath').catch(() => []);
        const [top = root] = own === undefined ? [] : await lines('rev-parse', '--show-toplevel');
        if (own !== undefined) return resolve(top, own);
      }
      const [common = '.git'] = await lines('rev-parse', '--git-common-dir');
      return resolve(root, common, 'hooks');
    },
    async folder() {
      const [prefix = ''] = await lines('rev-parse', '--show-prefix');
      return prefix.replace(/\/$/, '');
    },
  };
}

/** A repository without a commit has no branch yet, but one is checked out. */
async function unborn(root: string): Promise<string | undefined> {
  const branches = (await runGit(root, ['for-each-ref', '--count=1', 'refs/heads'])).toString('utf8').trim();
  return branches === '' ? (await currentRef(root))?.replace(/^refs\/heads\//, '') : undefined;
}

/** The full name of the branch that is checked out; `undefined` between branches. */
async function currentRef(root: string): Promise<string | undefined> {
  // If there is no repository, this reports it.
  await runGit(root, ['rev-parse', '--git-dir']);
  try {
    return (await runGit(root, ['symbolic-ref', '--quiet', 'HEAD'])).toString('utf8').trim();
  } catch (error) {
    if (error instanceof GitFailedError) return undefined;
    throw error;
  }
}
