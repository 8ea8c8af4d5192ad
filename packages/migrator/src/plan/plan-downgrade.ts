import type { RevisionGraph } from '../graph/revision-graph.ts';
import type { Plan } from './plan.ts';

/** What `downgrade <target>` would run: everything applied above the target, newest first. */
export function planDowngrade(_graph: RevisionGraph, _current: readonly string[], _target: string): Plan {
  throw new Error('under construction');
}
