import { RangeRequiredError } from '../../../errors/graph/range-errors.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import { buildScript } from '../../../execute/offline/build-script.ts';
import { type HeaderFact, scriptChecksum, withHeader } from '../../../execute/offline/with-header.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import { planDowngrade } from '../../../plan/plan-downgrade.ts';
import { planUpgrade } from '../../../plan/plan-upgrade.ts';
import type { Direction } from '../../../revision/revision.ts';
import { knownSlice } from '../known-slice.ts';
import { summarize } from '../revision-summary.ts';
import type { OfflineBench } from './offline-bench.ts';
import { type ScriptEndsOptions, scriptEnds } from './script-ends.ts';
import type { ScriptResult } from './script-result.ts';
import { tagFact } from './tag-fact.ts';

export interface MigrateScriptOptions extends ScriptEndsOptions {
  /** Record data revisions without running their code. */
  readonly skipData?: boolean;
}

/**
 * `upgrade --sql` and `downgrade --sql`: the script that does what a run would do from the given state, `base` when an
 * upgrade is given none. Asks no database. Throws what planning throws, and `DataRevisionsOfflineError`.
 */
export async function migrateScript(
  bench: OfflineBench,
  direction: Direction,
  options: MigrateScriptOptions,
): Promise<ScriptResult> {
  const slice = knownSlice(bench.workspace, options.slice);
  const graph = bench.graph();
  const upwards = direction === 'upgrade';
  const targets = upwards && options.targets.length === 0 ? [slice === undefined ? 'heads' : 'head'] : options.targets;
  const ends = scriptEnds(bench, graph, { ...options, targets });
  const [target = ''] = ends.targets;
  if (!upwards && ends.from === undefined) throw new RangeRequiredError({ given: target });
  if (!upwards && ends.targets.length > 1) throw new UsageError({ problem: 'several-targets', hint: 'oldest' });
  const from = ends.from ?? [];
  const plan = upwards ? planUpgrade(graph, from, ends.targets) : planDowngrade(graph, from, target);
  const runs = `${direction} ${from.join(',') || 'base'}:${ends.targets.join(',')}`;
  const script = buildScript({
    plan,
    graph,
    workspace: bench.workspace,
    options: bench.runner.options,
    runs,
    tag: bench.runner.tag,
    skipData: options.skipData === true,
  });
  const writer = await bench.scriptWriter();
  const skipped = plan.steps.filter(({ revision }) => revision.kind === 'ts').map(({ revision }) => revision.id);
  const body = plan.steps.length === 0 ? '-- Nothing to do.\n' : writer.script(script);
  const facts: readonly HeaderFact[] = [
    ['from', `${placesOf(graph, plan.headsBefore)} (${script.start?.length ?? 0} applied)`],
    ['to', placesOf(graph, plan.heads)],
    ['runs', plan.steps.length === 1 ? '1 revision' : `${plan.steps.length} revisions`],
    ...(skipped.length === 0 ? [] : [['skips', `the code of data revisions ${skipped.join(', ')}`] as const]),
    ...tagFact(bench),
    ['script', `${script.id}, by braid ${writer.toolVersion}`],
  ];
  return {
    action: direction,
    from: plan.headsBefore,
    to: plan.heads,
    revisions: plan.steps.map(({ revision }) => summarize(revision)),
    skipped,
    checksum: scriptChecksum(body),
    sql: withHeader(`migrate ${direction} as SQL`, facts, body),
  };
}

/** `events 11edddef0cec, orders 3598306a3a51`: a script is kept, and `events@head` is another revision tomorrow. */
function placesOf(graph: RevisionGraph, heads: readonly string[]): string {
  return heads.map((id) => [graph.get(id)?.slice ?? [], id].flat().join(' ')).join(', ') || 'base';
}
