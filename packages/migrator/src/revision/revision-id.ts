import { InvalidHeaderValueError } from '../errors/files/revision-errors.ts';
import type { SourcePlace } from '../sql/source-place.ts';

/** Longest id and label, in bytes (all allowed characters are of one byte). */
export const MAX_ID_LENGTH = 64;

/** Words that mean something else wherever a revision can be named. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(['head', 'heads', 'base', 'current']);

const ID = /^[A-Za-z0-9_][A-Za-z0-9_.]*$/;
const LABEL = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** Why a word cannot be the id of a revision, or `undefined` when it can. */
export function revisionIdProblem(id: string): string | undefined {
  return wordProblem(id, ID, 'letters, digits, "_" and "."');
}

/** Why a word cannot be a branch label, or `undefined` when it can. As an id, but never with a digit first, and with `-` inside. */
export function branchLabelProblem(label: string): string | undefined {
  return wordProblem(label, LABEL, 'letters, digits, "_", "." and "-", beginning with a letter or "_"');
}

function wordProblem(word: string, pattern: RegExp, allowed: string): string | undefined {
  if (word === '') return 'is empty';
  if (word.length > MAX_ID_LENGTH) return `is longer than ${MAX_ID_LENGTH} characters`;
  // `@ : + -` would make `events@head`, `a:b` and `ae10+2` ambiguous; the rest could not be a file name everywhere.
  if (!pattern.test(word)) return `may only have ${allowed}`;
  if (RESERVED_WORDS.has(word.toLowerCase())) return 'is a reserved word';
  return undefined;
}

/** Throws an `InvalidHeaderValueError` when `id`, the value of `key`, cannot be an id. */
export function checkRevisionId(id: string, key: string, place: SourcePlace): void {
  const problem = revisionIdProblem(id);
  if (problem === undefined) return;
  const hint = 'Write an id like 8f3c2a1b9d04: 12 hex digits, or any letters, digits, "_" and "." (at most 64).';
  throw new InvalidHeaderValueError(place, key, id, problem, hint);
}

/** A new id of 12 hex digits from 6 random bytes. */
export function revisionIdFromBytes(bytes: Uint8Array): string {
  if (bytes.length < 6) throw new RangeError('a revision id needs 6 bytes');
  return Array.from(bytes.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
