import type { RevisionGraph } from '../graph/revision-graph.ts';
import type { Plan } from './plan.ts';

/** The offline plan of `upgrade --sql a:b` (or `b`, which starts from an empty database). */
export function planUpgradeRange(_graph: RevisionGraph, _range: string): Plan {
  throw new Error('under construction');
}

/** The offline plan of `downgrade --sql a:b`; a range is required. */
export function planDowngradeRange(_graph: RevisionGraph, _range: string): Plan {
  throw new Error('under construction');
}
