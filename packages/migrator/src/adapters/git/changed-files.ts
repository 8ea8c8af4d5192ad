import type { ChangedFiles } from '../../ports/workspace/changed-files.ts';
import { filesIn } from './files-in.ts';
import { openGitTrees } from './git-trees.ts';
import { runGit } from './run-git.ts';

const DIFF = ['diff', '--name-only', '--no-renames', '--no-ext-diff', '--relative', '-z'];

const LIST = ['ls-files', '-v', '-z', '--stage', '--cached', '--others', '--exclude-standard'];
/**
 * A regular file that is in no conflict. Other letters than H are for files of which git was told not to look whether
 * they changed.
 */
const REGULAR = /^H 100\d{3} ([0-9a-f]{40,64}) 0\t/;
const UNTRACKED = '? ';

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
  const untracked = () => paths('ls-files', '-z', '--others', '--exclude-standard', '--');
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
      const [changed, lines] = await Promise.all([diff('--', ...among), paths(...LIST, '--', ...among)]);
      const { added, blobs } = listed(lines);
      for (const path of changed) blobs.delete(path);
      return { paths: union(changed, added), blobs };
    },
  };
}

/** What {@link LIST} lists. */
function listed(lines: readonly string[]): { readonly added: readonly string[]; readonly blobs: Map<string, string> } {
  const added: string[] = [];
  const blobs = new Map<string, string>();
  for (const line of lines) {
    const [{ length } = '', blob] = REGULAR.exec(line) ?? [];
    if (blob !== undefined) blobs.set(line.slice(length), blob);
    else if (line.startsWith(UNTRACKED)) added.push(line.slice(UNTRACKED.length));
  }
  return { added, blobs };
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].sort();
}
