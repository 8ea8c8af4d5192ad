import type { RevisionGraph } from '../graph/revision-graph.ts';
import type { Plan } from './plan.ts';

/**
 * What `upgrade <target>` would run. `current` are the heads of the applied set (ids); `target` one symbol or several
 * (`heads`, `events@head`, `+1`, an id …). Empty when all is applied already.
 */
export function planUpgrade(
  _graph: RevisionGraph,
  _current: readonly string[],
  _target: string | readonly string[],
): Plan {
  throw new Error('under construction');
}
