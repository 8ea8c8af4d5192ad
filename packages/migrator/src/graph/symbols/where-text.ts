import type { RevisionGraph } from '../structure/revision-graph.ts';
import { headNames } from './head-names.ts';

/** More names than these would fill the screen; `migrate status` has them all. */
const SHOWN = 8;

/**
 * Where a database is, in words that commands accept: `heads` if everything is applied, `base` if nothing is, otherwise
 * `events@head, orders 3598306a3a51`.
 */
export function whereText(graph: RevisionGraph, ids: readonly string[]): string {
  if (ids.length === 0) return 'base';
  if (ids.length > 1 && isEverything(graph, ids)) return 'heads';
  const names = headNames(graph, ids.slice(0, SHOWN));
  return ids.length > SHOWN ? `${names.join(', ')} and ${ids.length - SHOWN} more` : names.join(', ');
}

function isEverything(graph: RevisionGraph, ids: readonly string[]): boolean {
  const applied = new Set(ids);
  return applied.size === graph.effectiveHeads.length && graph.effectiveHeads.every((id) => applied.has(id));
}
