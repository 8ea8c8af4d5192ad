import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WovenFiles } from '../../ports/workspace/woven-files.ts';
import { processFolder } from '../fs/process-folder.ts';
import { openRevisionFiles } from '../fs/revision-files.ts';
import { openWorkspace, type WorkspaceOptions } from '../fs/workspace.ts';
import { openGitTrees } from './git-trees.ts';
import { sliceFiles } from './slice-files.ts';
import { weaveFiles } from './weave-files.ts';

/** Inside the workspace, so that what a data revision imports from `node_modules` is found. */
const FOLDER = '.braid/merge-check';

/**
 * The slices as they would be after a `git merge` of `ref` into the working tree, with what is not committed. Neither
 * the working tree nor the repository is touched. Throws the errors of `git-errors.ts`.
 *
 * @returns with `close`, which deletes the folder of the files
 */
export async function weaveBranches(
  root: string,
  ref: string,
  options: WorkspaceOptions,
): Promise<WovenFiles & { close(): void }> {
  const git = openGitTrees(root);
  const commit = await git.commitOf(ref);
  const parted = await git.mergeBase(commit, ref);
  const [theirs, before, working] = [await git.treeOf(commit), await git.treeOf(parted), await git.workingFiles()];
  const present = working.filter((path) => isFile(join(root, path)));
  const readHere = async (path: string) => readFileSync(join(root, path), 'utf8');
  const readThere = async (path: string) => (await git.read(theirs.get(path) ?? '')).toString('utf8');
  const ours = await git.hashesOf(await sliceFiles(present, readHere));
  const chosen = new Set([...ours.keys(), ...(await sliceFiles([...theirs.keys()], readThere))]);
  // A file that is not part of a slice here may be one there.
  const missed = await git.hashesOf(present.filter((path) => chosen.has(path) && !ours.has(path)));
  const only = (tree: ReadonlyMap<string, string>) => new Map([...tree].filter(([path]) => chosen.has(path)));
  const here = new Map([...ours, ...missed]);
  const there = only(theirs);
  const woven = weaveFiles(here, there, only(before), ref);

  const folder = processFolder(join(root, FOLDER));
  const close = (): void => rmSync(folder, { recursive: true, force: true });
  const write = (path: string, content: Buffer): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  try {
    mkdirSync(folder, { recursive: true });
    for (const path of woven.here) write(path, readFileSync(join(root, path)));
    for (const path of woven.there) write(path, await git.read(there.get(path) ?? ''));
    return {
      ref,
      commit,
      parted,
      workspace: openWorkspace(folder, options),
      files: openRevisionFiles(folder),
      conflicts: woven.conflicts,
      sideOf: (file) => (here.has(file) && there.has(file) ? 'both' : here.has(file) ? 'here' : 'base'),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
