import { GitFailedError, NoMergeBaseError, UnknownGitRefError } from '../../errors/workspace/git-errors.ts';
import { runGit } from './run-git.ts';
import type { Tree } from './weave-files.ts';

/** What a repository says about its commits. Paths are relative to `root`, which may be a folder of the repository. */
export interface GitTrees {
  /** The commit that a branch, tag or commit names. Throws an `UnknownGitRefError`. */
  commitOf(ref: string): Promise<string>;
  /** The merge base of HEAD and a commit. Throws a `NoMergeBaseError`. */
  mergeBase(commit: string, ref: string): Promise<string>;
  /** All files below `root` in a commit. Links and submodules are not files. */
  treeOf(commit: string): Promise<Tree>;
  /**
   * Files of the working tree, tracked or not, but not ignored ones; those that are deleted in it may be among them.
   */
  workingFiles(): Promise<readonly string[]>;
  /** The names that git would give to the contents of these files. */
  hashesOf(files: readonly string[]): Promise<Tree>;
  /** The content of a file of a commit. */
  read(object: string): Promise<Buffer>;
}

export function openGitTrees(root: string): GitTrees {
  const git = (args: readonly string[], input?: string) => runGit(root, args, input);
  const words = async (args: readonly string[]) => (await git(args)).toString('utf8').trim();
  return {
    async commitOf(ref) {
      try {
        return await words(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
      } catch (error) {
        await words(['rev-parse', '--git-dir']);
        throw error instanceof GitFailedError ? new UnknownGitRefError({ ref }) : error;
      }
    },
    async mergeBase(commit, ref) {
      try {
        return await words(['merge-base', 'HEAD', commit]);
      } catch (error) {
        throw error instanceof GitFailedError ? new NoMergeBaseError({ ref }) : error;
      }
    },
    async treeOf(commit) {
      const lines = (await git(['ls-tree', '-r', '-z', commit])).toString('utf8').split('\0');
      // `100644 blob 8f3c…<tab>path`
      return new Map(
        lines.flatMap((line) => {
          const tab = line.indexOf('\t');
          const [mode = '', type, object = ''] = line.slice(0, tab).split(' ');
          return type === 'blob' && mode !== '120000' ? [[line.slice(tab + 1), object] as const] : [];
        }),
      );
    },
    async workingFiles() {
      const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
      return (await git(args))
        .toString('utf8')
        .split('\0')
        .filter((path) => path !== '');
    },
    async hashesOf(files) {
      // A name with a line end cannot be asked for, and no revision has one.
      const asked = files.filter((file) => !file.includes('\n'));
      const output = await git(['hash-object', '--stdin-paths'], asked.map((file) => `${file}\n`).join(''));
      const hashes = output.toString('utf8').split('\n');
      return new Map(asked.map((file, at) => [file, hashes[at] ?? '']));
    },
    read: (object) => git(['cat-file', 'blob', object]),
  };
}
