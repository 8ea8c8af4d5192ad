import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { compareAppliedIds } from '../../plan/applied-state.ts';
import type { DatabaseLook } from './look-at-database.ts';

/** What is true of one revision in one database. */
export type DatabaseStanding = 'current' | 'applied' | 'pending' | 'edited' | 'half-run' | 'unknown';

/** One letter for each, for graphs of many thousand revisions. */
export const STANDING_LETTERS: Readonly<Record<DatabaseStanding, string>> = {
  current: 'c',
  applied: 'a',
  pending: 'p',
  edited: 'e',
  'half-run': 'h',
  unknown: 'u',
};

/** The standing of each revision in a database. `unknown` for all if the database could not be read. */
export function standings(graph: RevisionGraph, look: DatabaseLook): (id: string) => DatabaseStanding {
  if (look.kind === 'unseen') return () => 'unknown';
  const ids = look.applied.map(({ revision }) => revision);
  const applied = new Set(ids);
  const heads = new Set(compareAppliedIds(graph, ids).heads);
  const halfRuns = new Set(look.status.halfRuns.map(({ revision }) => revision));
  const editedFiles = new Set(
    look.status.findings.filter(({ code }) => code === 'applied-file-edited').map(({ file }) => file),
  );
  return (id) => {
    if (halfRuns.has(id)) return 'half-run';
    if (!applied.has(id)) return 'pending';
    const file = graph.get(id)?.file;
    if (file !== undefined && editedFiles.has(file)) return 'edited';
    return heads.has(id) ? 'current' : 'applied';
  };
}
