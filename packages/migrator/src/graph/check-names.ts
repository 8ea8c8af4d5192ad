import { type BrokenGraphError, IllegalNameError } from '../errors/graph-errors.ts';
import { placeOf } from '../errors/revision-place.ts';
import type { Revision } from '../revision/revision.ts';

/** Words with a meaning of their own where a revision can be named; neither ids nor labels. */
export const RESERVED_WORDS: readonly string[] = ['head', 'heads', 'base', 'current'];

/** Nearly all ids; the test of the others is ten times slower. */
const PLAIN = /^[\w.]+$/;
const ILLEGAL_IN_ID = /[@:+\-,\s\p{C}"'`\\]/u;
const ILLEGAL_IN_LABEL = /[@:+,\s\p{C}"'`\\]|^-/u;

type Report = (fault: BrokenGraphError) => void;

/**
 * Reports an id that symbols could not tell from their own signs, but for the reserved words: those are looked up once for the whole
 * graph (`reservedId`).
 */
export function checkId(revision: Revision, report: Report): void {
  if (PLAIN.test(revision.id)) return;
  const problem = problemOf(revision.id, ILLEGAL_IN_ID);
  if (problem !== undefined) report(new IllegalNameError('revision', revision.id, placeOf(revision), problem));
}

export function reservedId(revision: Revision): IllegalNameError {
  return new IllegalNameError('revision', revision.id, placeOf(revision), RESERVED);
}

/** Reports a label that symbols could not tell from their own signs. Alembic checks none: `late+1` is then one step above `late`. */
export function checkLabel(revision: Revision, label: string, report: Report): void {
  const problem = RESERVED_WORDS.includes(label) ? RESERVED : problemOf(label, ILLEGAL_IN_LABEL);
  if (problem !== undefined) report(new IllegalNameError('branch-label', label, placeOf(revision), problem));
}

const RESERVED = 'is a word with a meaning of its own';

function problemOf(name: string, illegal: RegExp): string | undefined {
  if (name === '') return 'is empty';
  const match = illegal.exec(name);
  return match === null ? undefined : `has the character ${JSON.stringify(match[0])}, which has a meaning of its own`;
}
