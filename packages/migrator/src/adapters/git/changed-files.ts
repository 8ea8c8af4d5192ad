import type { ChangedFiles } from '../../ports/workspace/changed-files.ts';
import { filesIn } from './files-in.ts';
import { openGitTrees } from './git-trees.ts';
import { runGit } from './run-git.ts';

const DIFF = ['diff', '--name-only', '--no-renames', '--no-ext-diff', '--relative', '-z'];

/** What git says about the files below `root`, which may be a folder of its repository. */
export function changedFiles(root: string): ChangedFiles {
  const paths = async (...args: readonly string[]): Promise<readonly string[]> =>
    (await runGit(root, args)).toString('utf8').split('\0').filter(Boolean);
  const diff = async (...args: readonly string[]): Promise<readonly string[]> => {
    try {
      return await paths(...DIFF, ...args);
    } catch (error) {
      // Outside a repository git would compare two folders, and complain about the options. This says what is wrong.
      await runGit(root, ['rev-parse', '--git-dir']);
      throw error;
    }
  };
  const untracked = (...among: readonly string[]) =>
    paths('ls-files', '-z', '--others', '--exclude-standard', '--', ...among);
  return {
    async since(ref) {
      const trees = openGitTrees(root);
      const parted = await trees.mergeBase(await trees.commitOf(ref), ref);
      const [changed, added] = await Promise.all([diff(parted, '--'), untracked()]);
      return { ref, parted, paths: union(changed, added) };
    },
    staged: () => diff('--cached', '--'),
    async unstaged(folders) {
      // In a large repository, searching everywhere for untracked files would take longer than everything else.
      const among = filesIn(folders);
      const [changed, added] = await Promise.all([diff('--', ...among), untracked(...among)]);
      return union(changed, added);
    },
  };
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].sort();
}
