import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { type Candidate, candidate } from './candidate.ts';

/** Ids at most: nobody reads more, and shells show them slowly. */
const MOST = 200;

/**
 * Symbols that begin like the word at the cursor. Ids come once a character is typed: until then only heads and labels
 * are of use.
 */
export function symbolCandidates(graph: RevisionGraph, typed: string): readonly Candidate[] {
  const sign = typed.indexOf('@');
  if (sign > 0) return ofLine(graph, typed.slice(0, sign)).filter(({ word }) => word.startsWith(typed));
  const words = [
    candidate('heads', 'all heads'),
    candidate('head', 'the only head'),
    candidate('base', 'nothing applied'),
    candidate('current', 'where the database is'),
    ...labelsOf(graph).flatMap((label) => [
      candidate(label, 'the revision with this label'),
      candidate(`${label}@head`),
    ]),
  ];
  const ids = typed === '' ? graph.heads : graph.revisions.map(({ id }) => id);
  const found = ids.filter((id) => id.startsWith(typed)).slice(0, MOST);
  return [
    ...words.filter(({ word }) => word.startsWith(typed)),
    ...found.map((id) => candidate(id, `${graph.require(id).slice}: ${graph.require(id).message}`)),
  ];
}

/** As `symbolCandidates`, for the end of `a:b` at the cursor. */
export function rangeCandidates(graph: RevisionGraph, typed: string): readonly Candidate[] {
  const sign = typed.lastIndexOf(':');
  const before = typed.slice(0, sign + 1);
  return symbolCandidates(graph, typed.slice(sign + 1)).map(({ word, about }) => candidate(before + word, about));
}

function labelsOf(graph: RevisionGraph): string[] {
  return graph.revisions.flatMap(({ labels }) => labels);
}

function ofLine(graph: RevisionGraph, label: string): Candidate[] {
  const fixed = ['head', 'heads', 'base', '+1', '-1'].map((name) => candidate(`${label}@${name}`));
  const ids =
    graph.labelled(label) === undefined
      ? []
      : graph.descendants([graph.require(graph.labelled(label)?.id ?? '').id], { dependencies: false });
  return [...fixed, ...ids.slice(0, MOST).map((id) => candidate(`${label}@${id}`, graph.require(id).message))];
}
