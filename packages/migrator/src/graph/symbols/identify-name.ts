import { placeOf } from '../../errors/files/revision-place.ts';
import { NotARevisionError } from '../../errors/graph/not-a-revision-error.ts';
import {
  AmbiguousPartialError,
  NotInBranchError,
  UnknownBranchError,
  UnknownRevisionError,
  UnknownShortRevisionError,
} from '../../errors/graph/unknown-name-errors.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { suggestions } from '../structure/suggestions.ts';
import { lineageOf } from './lineage-of.ts';

/**
 * Partial names only match whole names that are longer than this (Alembic's rule: a short id is always written out).
 */
const SHORT = 3;

/** Symbols that are words. */
const WORDS = ['heads', 'head', 'base', 'current'];

/** The node of a whole id, a label, or the beginning of exactly one of them. */
export function identifyName(graph: RevisionGraph, name: string): number {
  return wholeName(graph, name) ?? single(graph, name, partialMatches(graph, name));
}

/**
 * As `identifyName`, within the lineage of a label (or of a revision used as one): the partial name may be ambiguous
 * elsewhere.
 */
export function identifyInBranch(graph: RevisionGraph, name: string, label: string): number {
  const branch = lineageOf(graph, [identifyBranch(graph, label)]);
  const whole = wholeName(graph, name);
  if (whole === undefined) {
    const matches = partialMatches(graph, name).filter(([, node]) => branch[node] === 1);
    return single(graph, name, matches);
  }
  if (branch[whole] === 0) throw new NotInBranchError({ label, ...placeOf(graph.revisionAt(whole)) });
  return whole;
}

/** The node of a label or of a revision used as one. */
export function identifyBranch(graph: RevisionGraph, label: string): number {
  const whole = wholeName(graph, label);
  if (whole !== undefined) return whole;
  const matches = partialMatches(graph, label);
  const match = matches[0];
  if (match !== undefined && matches.length === 1) return match[1];
  throw new UnknownBranchError({
    name: label,
    suggestions: match === undefined ? nearest(graph, label) : names(matches),
  });
}

export function isWholeName(graph: RevisionGraph, name: string): boolean {
  return wholeName(graph, name) !== undefined;
}

function wholeName(graph: RevisionGraph, name: string): number | undefined {
  return graph.index.nodeOf.get(name) ?? graph.index.labelled.get(name);
}

type Match = readonly [name: string, node: number];

function partialMatches(graph: RevisionGraph, start: string): Match[] {
  if (start === '') throw new NotARevisionError({ symbol: start, problem: 'no-name' });
  const matches: Match[] = [];
  for (const known of [graph.index.nodeOf, graph.index.labelled]) {
    for (const match of known) if (match[0].length > SHORT && match[0].startsWith(start)) matches.push(match);
  }
  return matches;
}

function single(graph: RevisionGraph, name: string, matches: readonly Match[]): number {
  const match = matches[0];
  if (match === undefined) {
    const near = suggestions(name, [...WORDS, ...known(graph)]);
    const unknown = { name, suggestions: near };
    throw name.length <= SHORT ? new UnknownShortRevisionError(unknown) : new UnknownRevisionError(unknown);
  }
  if (matches.length > 1) throw new AmbiguousPartialError({ name, matches: names(matches) });
  return match[1];
}

function names(matches: readonly Match[]): string[] {
  return matches.map(([name]) => name).sort();
}

function nearest(graph: RevisionGraph, label: string): readonly string[] {
  return suggestions(label, known(graph));
}

function known({ index }: RevisionGraph): readonly string[] {
  return [...index.labelled.keys(), ...index.nodeOf.keys()];
}
