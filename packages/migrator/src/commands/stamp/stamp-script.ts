import { createHash } from 'node:crypto';
import { type HeaderFact, scriptChecksum, withHeader } from '../../execute/offline/with-header.ts';
import { planStamp } from '../../plan/plan-stamp.ts';
import type { OfflineScript } from '../../ports/database/offline-script.ts';
import type { StateChange } from '../../state/state-change.ts';
import { knownSlice } from '../shared/known-slice.ts';
import type { OfflineBench } from '../shared/offline/offline-bench.ts';
import { type ScriptEndsOptions, scriptEnds } from '../shared/offline/script-ends.ts';
import type { ScriptResult } from '../shared/offline/script-result.ts';
import { tagFact } from '../shared/offline/tag-fact.ts';
import { recordOf } from '../shared/record-of.ts';
import { summarize } from '../shared/revision-summary.ts';

export interface StampScriptOptions extends ScriptEndsOptions {
  /** Forget every other row, whatever they are: the script begins at any state. */
  readonly purge?: boolean;
}

/** `stamp --sql`: the script that changes what is recorded as applied, in one transaction, and runs nothing. */
export async function stampScript(bench: OfflineBench, options: StampScriptOptions): Promise<ScriptResult> {
  const slice = knownSlice(bench.workspace, options.slice);
  const graph = bench.graph();
  const ends = scriptEnds(bench, graph, { ...options, slice });
  const purge = options.purge === true;
  const plan = planStamp(graph, purge ? [] : (ends.from ?? []), ends.targets, { purge });
  const changes: readonly StateChange[] = [
    ...plan.removed.map(({ id, slice }) => ({ kind: 'remove', revision: id, slice }) as const),
    ...plan.added.map((revision) => ({ kind: 'add', record: recordOf(bench.workspace, graph, revision) }) as const),
  ];
  const runs = `stamp ${purge ? '(any)' : plan.headsBefore.join(',') || 'base'}:${ends.targets.join(',')}`;
  const start = graph.ancestors(plan.headsBefore, { dependencies: true }).map((revision) => ({ revision }));
  const title = `Records ${plan.added.length} revisions, forgets ${purge ? 'all others' : plan.removed.length}; runs nothing.`;
  const script: OfflineScript = {
    id: createHash('sha256')
      .update(JSON.stringify([runs, start, changes]))
      .digest('hex')
      .slice(0, 12),
    runs,
    tag: bench.runner.tag,
    ...(purge ? {} : { start }),
    steps: [{ kind: 'changes', title, changes, ...(purge ? { purgeAllBut: plan.added.map(({ id }) => id) } : {}) }],
  };
  const writer = await bench.scriptWriter();
  const body = writer.script(script);
  const facts: readonly HeaderFact[] = [
    ['from', purge ? 'any state' : `${plan.headsBefore.join(', ') || 'base'} (${start.length} applied)`],
    ['to', plan.heads.join(', ') || 'base'],
    ...tagFact(bench),
    ['script', `${script.id}, by braid ${writer.toolVersion}`],
  ];
  return {
    action: 'stamp',
    from: purge ? null : plan.headsBefore,
    to: plan.heads,
    revisions: plan.added.map(summarize),
    skipped: [],
    checksum: scriptChecksum(body),
    sql: withHeader('migrate stamp as SQL: changes the records, runs nothing', facts, body),
  };
}
