import { history as range } from '../../graph/order/history.ts';
import { type HeaderNotes, headerNotes } from '../../revision/header/header-notes.ts';
import type { Revision } from '../../revision/revision.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { type RevisionSummary, summarize } from '../shared/revision-summary.ts';
import type { Workbench } from '../shared/workbench.ts';

export interface HistoryOptions {
  readonly slice?: string | undefined;
  /** `[base]:[head]`, as Alembic writes it; either side may be left out. */
  readonly range?: string | undefined;
  /** This many at most, the newest; a whole number from 1. */
  readonly limit?: number | undefined;
  /** Heads of the database: makes `current` usable in the range and marks them. */
  readonly current?: readonly string[] | undefined;
  /** Ids of everything that is applied: marks them. */
  readonly applied?: ReadonlySet<string> | undefined;
}

export interface HistoryEntry extends RevisionSummary {
  readonly head: boolean;
  readonly base: boolean;
  readonly branchPoint: boolean;
  readonly mergePoint: boolean;
  /** What the header says to people. */
  readonly notes: HeaderNotes;
  /** Whether the database is here; `null` when it was not asked. */
  readonly current: boolean | null;
  /** Whether it is applied; `null` when the database was not asked. */
  readonly applied: boolean | null;
}

export interface HistoryResult {
  readonly revisions: readonly HistoryEntry[];
}

/** The revisions of a range, newest first. */
export function history(
  { workspace, graph: load }: Pick<Workbench, 'workspace' | 'graph'>,
  options: HistoryOptions = {},
): HistoryResult {
  const shown = revisionsOf({ workspace, graph: load }, options);
  const graph = load();
  const branchPoints = new Set(graph.branchPoints);
  const current = options.current && new Set(options.current);
  // Assigned, not spread: at 100,000 revisions what is spread takes four times the memory.
  const revisions = shown.map((revision) =>
    Object.assign(summarize(revision), {
      head: graph.isHead(revision.id),
      base: revision.revises.length === 0,
      branchPoint: branchPoints.has(revision.id),
      mergePoint: revision.revises.length > 1,
      notes: headerNotes(revision.notes),
      current: current ? current.has(revision.id) : null,
      applied: options.applied ? options.applied.has(revision.id) : null,
    }),
  );
  return { revisions };
}

/** The same range as revisions, without the marks of each entry. */
export function revisionsOf(
  { workspace, graph: load }: Pick<Workbench, 'workspace' | 'graph'>,
  options: Pick<HistoryOptions, 'slice' | 'range' | 'limit' | 'current'>,
): readonly Revision[] {
  const slice = knownSlice(workspace, options.slice);
  const [base, head] = parseRange(options.range);
  const end = (symbol: string | undefined) => (symbol === 'current' ? (options.current ?? []) : symbol);
  return range(load(), { base: end(base), head: end(head) })
    .filter((revision) => slice === undefined || revision.slice === slice)
    .slice(0, options.limit);
}

/** True when the range names the database, so that the caller has to ask it. */
export function needsDatabase(text: string | undefined): boolean {
  return parseRange(text).includes('current');
}

function parseRange(text: string | undefined): [string | undefined, string | undefined] {
  if (text === undefined) return [undefined, undefined];
  const colon = text.indexOf(':');
  if (colon < 0) return [text, undefined];
  return [text.slice(0, colon) || undefined, text.slice(colon + 1) || undefined];
}
