import type { Affected } from '../shared/affected/affected.ts';
import { changedRevisions } from '../shared/affected/affected.ts';
import type { Finding } from '../shared/finding.ts';
import type { LintBench } from '../shared/lint/lint-bench.ts';
import { lintRevisions } from '../shared/lint/lint-revisions.ts';
import { onScratch } from '../shared/lint/on-scratch.ts';
import type { Workbench } from '../shared/workbench.ts';

/**
 * What new revisions would do to a database in use, if the configuration asks `check` for it: only errors, since every
 * finding of `check` must be fixed. Throws the errors of `git-errors.ts`.
 *
 * @param affected what a change reaches, when only that is checked
 */
export async function errorsOfLint(
  bench: LintBench & Pick<Workbench, 'changes' | 'proofs'>,
  affected: Affected | null,
): Promise<readonly Finding[]> {
  const { inCheck, base } = bench.settings.lint;
  if (!inCheck) return [];
  const ids =
    affected?.revisions ??
    changedRevisions((await (await bench.changes()).since(base)).paths, bench.graph().revisions).map(({ id }) => id);
  const { findings } = await lintRevisions(bench, new Set(ids), { observe: onScratch(bench), onlyToTime: true });
  return findings
    .filter(({ level }) => level === 'error')
    .map(({ rule, slice, file, line, message, instead }) => ({
      code: rule,
      message: `${file}:${line}: ${message}`,
      ...{ slice, file, repair: instead },
    }));
}
