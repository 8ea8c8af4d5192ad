import type { KnownFiles } from '../../ports/workspace/kept/known-files.ts';
import { type ChangeScope, changeScope, reachesAny } from '../shared/affected/affected.ts';
import type { CheckBench } from './check-bench.ts';
import { withRememberedFiles } from './remembered-files.ts';

/**
 * Checks what the next commit changes. If the working tree of the slices differs from what is staged, a copy of what is
 * staged is checked instead. Throws the errors of `git-errors.ts`.
 *
 * @param loadsSchemas whether `check` loads the schemas of what a commit reaches
 */
export async function checkStaged<Result>(
  bench: CheckBench,
  loadsSchemas: boolean,
  check: (bench: CheckBench, scope: ChangeScope, known?: KnownFiles) => Promise<Result>,
): Promise<Result> {
  const { slices } = bench.workspace;
  const git = await bench.changes();
  const answers = { staged: git.staged(), unstaged: git.unstaged(slices.map(({ folder }) => folder)) };
  // Meanwhile the packages are read; a failure of git is thrown below, where its answers are awaited.
  for (const answer of Object.values(answers)) answer.catch(() => undefined);
  const nothing = await changeScope(bench, { since: null, paths: [] });
  const withPaths = (paths: readonly string[]): ChangeScope => ({ ...nothing, changes: { since: null, paths } });
  const staged = withPaths(await answers.staged);
  const isReached = reachesAny(staged, slices);
  // The thread of the schemas starts while git is still at work; not for a commit that touches no slice.
  if (loadsSchemas && isReached) (await bench.differ()).prepare?.([], slices);
  const { paths, blobs } = await answers.unstaged;
  if (!isReached) return await check(bench, staged);
  if (!reachesAny(withPaths(paths), slices)) return await check(bench, staged, await bench.knownFiles(blobs));
  return await bench.withStaged(async (opened) => {
    const copy = withRememberedFiles(opened);
    return await check(copy, await changeScope(copy, staged.changes));
  });
}
