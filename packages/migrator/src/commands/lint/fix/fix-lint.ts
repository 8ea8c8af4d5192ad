import { placeOf } from '../../../errors/files/revision-place.ts';
import { RewriteRefusedError } from '../../../errors/plan/rewrite-refused-error.ts';
import { buildGraph } from '../../../graph/build/build-graph.ts';
import type { HookRun } from '../../../ports/workspace/post-write.ts';
import { afterWriting } from '../../shared/after-writing.ts';
import { confirmLoss } from '../../shared/consent/confirm-loss.ts';
import { knownSlice } from '../../shared/known-slice.ts';
import { configuredStats } from '../../shared/lint/sizes/known-stats.ts';
import { summarize } from '../../shared/revision-summary.ts';
import { revisionsInRange, revisionsOfPaths } from '../chosen-revisions.ts';
import { type LintScope, lintChosen } from '../lint.ts';
import { type Drafted, draftFix, type FixDraft } from './draft-fix.ts';
import { fixDiff } from './fix-diff.ts';
import type { LintFixBench } from './lint-fix-bench.ts';
import type { LintFixOptions, LintFixResult } from './lint-fix-options.ts';
import type { Applied } from './why-left.ts';

/**
 * Rewrites unapplied revisions without the statements that rules warn about: each becomes one or several revisions, the
 * last with its id, proven to do the same. Shows the changes and asks, then writes all files or none. Throws a
 * `LintFixUnprovenError`, `RewriteRefusedError`, `ConfirmationRequiredError`, and what proving throws.
 */
export async function fixLint(bench: LintFixBench, options: LintFixOptions = {}): Promise<LintFixResult> {
  knownSlice(bench.workspace, options.slice);
  const { chosen, scope } = await chosenIds(bench, options);
  const graph = bench.graph();
  let known: Promise<Applied> | undefined;
  const applied = (): Promise<Applied> => {
    known ??= whatIsApplied(bench, [...chosen]);
    return known;
  };
  const drafted: Drafted[] = [];
  for (const { id, slice } of graph.ordered) {
    if (!chosen.has(id) || (options.slice !== undefined && slice !== options.slice)) continue;
    drafted.push(await draftFix(bench, id, applied));
  }
  const drafts = drafted.flatMap(({ draft }) => draft ?? []);
  const environments = drafts.length === 0 ? [] : (await applied()).environments;
  const hooks = drafts.length === 0 ? [] : await write(bench, drafts, (await applied()).environments);
  const now = nowBench(bench, drafts);
  const ids = new Set([...chosen, ...drafts.flatMap(({ chain }) => chain.map(({ revision }) => revision.id))]);
  return {
    fixed: drafts.map(({ old, chain, rules, unproven }) => ({
      ...{ revision: old.revision.id, slice: old.revision.slice, file: old.revision.file, rules, unproven },
      revisions: chain.map(({ revision }) => summarize(revision)),
    })),
    left: drafted.flatMap(({ left }) => left),
    ...{ environments, hooks },
    lint: await lintChosen(now, ids, scope, { slice: options.slice, observe: false }, configuredStats(bench)),
  };
}

async function chosenIds(
  bench: LintFixBench,
  { range, base }: LintFixOptions,
): Promise<{ readonly chosen: ReadonlySet<string>; readonly scope: LintScope }> {
  if (range !== undefined) return { chosen: revisionsInRange(bench, range), scope: { kind: 'range', range } };
  const { ref, parted, paths } = await (await bench.changes()).since(base ?? bench.settings.lint.base);
  return { chosen: revisionsOfPaths(bench, paths), scope: { kind: 'since', ref, parted } };
}

async function whatIsApplied(bench: LintFixBench, ids: readonly string[]): Promise<Applied> {
  const database = await bench.database();
  const { applied, halfRuns, background = [] } = await database.readState();
  return {
    here: new Set([...applied, ...halfRuns, ...background].map(({ revision }) => revision)),
    database: database.target.display,
    environments: await bench.whereApplied(ids),
  };
}

/** Writes all of them, or none. */
async function write(
  bench: LintFixBench,
  drafts: readonly FixDraft[],
  environments: Applied['environments'],
): Promise<readonly HookRun[]> {
  const unsure = environments.flatMap(({ environment, state, reason }) =>
    state === 'unreachable' ? [`${environment} may have them, and does not answer: ${reason}`] : [],
  );
  const doing = `Rewrite ${drafts.map(({ old }) => old.revision.id).join(', ')}`;
  await confirmLoss(bench, {
    doing,
    losses: [...drafts.flatMap(fixDiff), ...unsure],
    declined: { asked: 'lint-fix' },
    everywhere: true,
  });
  const edited = drafts.find(({ old }) => bench.workspace.checksumOf(old.revision) !== old.checksum);
  if (edited !== undefined) {
    throw new RewriteRefusedError({ ...placeOf(edited.old.revision), command: 'lint', problem: 'edited-meanwhile' });
  }
  const files = drafts.flatMap(({ chain }) => chain);
  await bench.rewriteFiles({
    writes: files.map(({ revision, text }) => ({ file: revision.file, text })),
    removes: [],
  });
  const hooks: HookRun[] = [];
  for (const file of files) hooks.push(...(await afterWriting(bench, file)).hooks);
  return hooks;
}

/** The bench with the graph of the new files. */
function nowBench(bench: LintFixBench, drafts: readonly FixDraft[]): LintFixBench {
  if (drafts.length === 0) return bench;
  const graph = buildGraph(bench.workspace.readHeaders());
  return { ...bench, graph: () => graph };
}
