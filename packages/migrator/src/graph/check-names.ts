import { type BrokenGraphError, IllegalNameError, SelfLoopError } from '../errors/graph-errors.ts';
import { placeOf } from '../errors/revision-place.ts';
import type { Revision } from '../revision/revision.ts';

const RESERVED: ReadonlySet<string> = new Set(['head', 'heads', 'base', 'current']);
const ILLEGAL_IN_ID = /[@:+\-,\s\p{C}"'`\\]/u;
const ILLEGAL_IN_LABEL = /[@:+,\s\p{C}"'`\\]|^-/u;

/**
 * What is wrong with one revision's own names: ids and labels that symbols could not tell from their signs, and revisions
 * that name themselves. Alembic checks only `@ : + -` in ids, and labels not at all (`feature-1@head` is then read as a step).
 */
export function* checkNames(revision: Revision): Generator<BrokenGraphError> {
  const { id } = revision;
  if (revision.revises.includes(id)) yield new SelfLoopError(placeOf(revision), 'revises');
  else if (revision.dependsOn.includes(id)) yield new SelfLoopError(placeOf(revision), 'depends-on');
  const problem = problemOf(id, ILLEGAL_IN_ID);
  if (problem !== undefined) yield new IllegalNameError('revision', id, placeOf(revision), problem);
  for (const label of revision.labels) {
    const labelProblem = problemOf(label, ILLEGAL_IN_LABEL);
    if (labelProblem !== undefined) yield new IllegalNameError('branch-label', label, placeOf(revision), labelProblem);
  }
}

function problemOf(name: string, illegal: RegExp): string | undefined {
  if (name === '') return 'is empty';
  if (RESERVED.has(name)) return 'is a word of its own in symbols';
  const match = illegal.exec(name);
  return match === null ? undefined : `has the character ${JSON.stringify(match[0])}, which has a meaning of its own`;
}
