import { InvalidHeaderValueError } from '../errors/files/header-value-errors.ts';
import type { WordProblem } from '../errors/files/word-problem.ts';
import { MAX_ID_LENGTH } from '../errors/files/word-problem.ts';
import type { SourcePlace } from '../sql/source-place.ts';

/** Words that mean something else wherever a revision can be named. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(['head', 'heads', 'base', 'current']);

const ID = /^[A-Za-z0-9_][A-Za-z0-9_.]*$/;
const LABEL = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** Why a word cannot be the id of a revision, or `undefined` when it can. */
export function revisionIdProblem(id: string): WordProblem | undefined {
  return wordProblem(id, ID);
}

/**
 * Why a word cannot be a branch label, or `undefined` when it can. As an id, but never with a digit first, and with `-`
 * inside.
 */
export function branchLabelProblem(label: string): WordProblem | undefined {
  return wordProblem(label, LABEL);
}

function wordProblem(word: string, pattern: RegExp): WordProblem | undefined {
  if (word === '') return 'empty';
  if (word.length > MAX_ID_LENGTH) return 'too-long';
  // `@ : + -` would make `events@head`, `a:b` and `ae10+2` ambiguous; the rest could not be a file name everywhere.
  if (!pattern.test(word)) return 'characters';
  if (RESERVED_WORDS.has(word.toLowerCase())) return 'reserved';
  return undefined;
}

/** Throws an `InvalidHeaderValueError` when `id`, the value of `key`, cannot be an id. */
export function checkRevisionId(id: string, key: string, place: SourcePlace): void {
  const why = revisionIdProblem(id);
  if (why !== undefined) throw new InvalidHeaderValueError({ ...place, key, value: id, problem: 'id', why });
}

/** A new id of 12 hex digits from 6 random bytes. */
export function revisionIdFromBytes(bytes: Uint8Array): string {
  if (bytes.length < 6) throw new RangeError('a revision id needs 6 bytes');
  return Array.from(bytes.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
