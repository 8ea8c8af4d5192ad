import { history } from '../../graph/order/history.ts';
import { parseRange } from '../../graph/symbols/parse-symbol.ts';
import { resolveAll } from '../../graph/symbols/resolve.ts';
import { changedRevisions } from '../shared/affected/affected.ts';
import type { LintBench } from '../shared/lint/lint-bench.ts';

/** The ids of a range `[base]:[head]` with both ends, or of one symbol. Throws what symbols throw. */
export function revisionsInRange({ graph: load }: Pick<LintBench, 'graph'>, range: string): ReadonlySet<string> {
  const graph = load();
  if (parseRange(range) === undefined) {
    return new Set(resolveAll(graph, [range]).flatMap((revision) => (revision === null ? [] : [revision.id])));
  }
  const { from, to } = parseRange(range) ?? { from: '', to: '' };
  return new Set(history(graph, { base: from || undefined, head: to || undefined }).map(({ id }) => id));
}

/** The ids of the revisions whose files or snapshots these are. */
export function revisionsOfPaths({ graph }: Pick<LintBench, 'graph'>, paths: readonly string[]): ReadonlySet<string> {
  return new Set(changedRevisions(paths, graph().revisions).map(({ id }) => id));
}
