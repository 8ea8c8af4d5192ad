import type { EnvironmentAnswer } from '../../../ports/development/where-applied.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import type { Slice } from '../../../revision/slice.ts';
import { hasBlockComments } from '../../../sql/text/has-block-comments.ts';
import type { FileFix } from '../../shared/lint/fix/fix-file.ts';
import { publishedIn } from '../../shared/unpublished/published-in.ts';
import type { LintFixBench } from './lint-fix-bench.ts';

/** The applied revisions of the databases that answer. */
export interface Applied {
  readonly here: ReadonlySet<string>;
  /** The display name of the chosen database. */
  readonly database: string;
  readonly environments: readonly EnvironmentAnswer[];
}

/** Why a revision must not be rewritten although a fix could; `undefined` if it may. */
export async function whyLeft(
  bench: LintFixBench,
  slice: Slice,
  file: RevisionFile,
  { upgrade, downgrade, fixed }: FileFix,
  applied: Applied,
): Promise<string | undefined> {
  const { revision } = file;
  const ref = await publishedIn(bench, slice, revision);
  if (ref !== undefined) return `it is on ${ref}, from which others may have it`;
  if (applied.here.has(revision.id))
    return `${applied.database} has it: revert it first, migrate downgrade ${revision.id}-1`;
  const having = applied.environments.filter(({ revisions }) => revisions.includes(revision.id));
  if (having.length > 0) return `it is applied in ${having.map(({ environment }) => environment).join(' and ')}`;
  if (revision.revises.length > 1) return 'it is a merge';
  if (revision.adopted !== undefined) return 'it was made from migrations of another tool';
  const graph = bench.graph();
  const merge = graph
    .descendants([revision.id], { dependencies: true })
    .find((id) => graph.require(id).proof !== undefined);
  if (merge !== undefined) return `the merge ${merge} was proven with it as it is`;
  if (fixed.pieces.length > 1 && revision.labels.length > 0) {
    const by = graph.revisions.find(({ dependsOn }) => dependsOn.some((each) => revision.labels.includes(each)));
    if (by !== undefined) return `${by.id} depends on its label, which the first part would get`;
  }
  if (upgrade.trailing.length + downgrade.trailing.length > 0) return 'comments at the end of a section would be lost';
  return hasBlockComments(file.text, [...upgrade.section.statements, ...downgrade.section.statements])
    ? 'block comments between its statements would be lost'
    : undefined;
}
