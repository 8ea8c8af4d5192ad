import type { ForeignHistory, ForeignRevision } from '../../adopt/foreign-history.ts';
import { type AdoptedLine, adoptedRange, readAdoptedLine } from '../../adopt/past/adopted-line.ts';
import { AdoptedHistoryChangedError } from '../../errors/adopt/adopt-errors.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { Slice } from '../../revision/slice.ts';
import type { AdoptedRevision } from './adopt-options.ts';

/**
 * The adopted revisions of a slice, by their headers, parents first; none if it was not adopted. Throws an
 * `AdoptedHistoryChangedError` if the files are not those from which the revisions were made.
 */
export function adoptedBefore(graph: RevisionGraph, slice: Slice, history: ForeignHistory): readonly AdoptedRevision[] {
  const own = graph.ordered.filter((revision) => revision.slice === slice.label && revision.adopted !== undefined);
  if (own.length === 0) return [];
  const changes: string[] = [];
  const covered = new Set<string>();
  const adopted = own.map(({ id, file, message, adopted: line = '' }): AdoptedRevision => {
    const said = readAdoptedLine(line);
    const stands = said === undefined ? [] : standsFor(said, history);
    for (const { key } of stands) covered.add(key);
    const isSame = stands.length > 0 && adoptedRange(history.tool, stands) === said?.range;
    if (!isSame)
      changes.push(
        `${id} (${file}) was made from ${said === undefined ? line : `${said.from} to ${said.to}`}, which has changed.`,
      );
    return { revision: id, file, message, stands: stands.map(({ key }) => key) };
  });
  for (const { key, source } of history.revisions) {
    if (!covered.has(key)) changes.push(`${source} is newer: no revision was made from ${key}.`);
  }
  if (changes.length > 0) throw new AdoptedHistoryChangedError({ tool: history.tool, slice: slice.label, changes });
  return adopted;
}

function standsFor({ tool, from, to }: AdoptedLine, history: ForeignHistory): readonly ForeignRevision[] {
  if (tool !== history.tool) return [];
  const keys = history.revisions.map(({ key }) => key);
  const [first, last] = [keys.indexOf(from), keys.indexOf(to)];
  return first < 0 ? [] : history.revisions.slice(first, last + 1);
}
