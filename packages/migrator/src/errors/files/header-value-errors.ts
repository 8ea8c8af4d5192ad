import { type ErrorPlace, type Problem, quoteForMessage, RevisionFileError } from './revision-file-error.ts';
import { describeWordProblem, type WordProblem } from './word-problem.ts';

export type InvalidHeaderValue = ErrorPlace & { readonly key: string; readonly value: string } & (
    | { readonly problem: 'id'; readonly why: WordProblem }
    /** `suggestion`: a similar label that is allowed. */
    | { readonly problem: 'label'; readonly why: WordProblem; readonly suggestion?: string }
    | {
        readonly problem:
          | 'itself'
          | 'empty-member'
          | 'twice'
          | 'not-a-time'
          | 'empty'
          | 'not-true'
          | 'not-slices-and-reason';
      }
  );

/**
 * The value of a header key is not allowed.
 * @cause An id, a label, a list or a time is not written as it must be; the message says what is wrong with it.
 * @repair Write the value as the hint shows.
 */
export class InvalidHeaderValueError extends RevisionFileError<InvalidHeaderValue> {
  readonly code = 'header-value-invalid';
  constructor(facts: InvalidHeaderValue) {
    const { problem, hint } = explain(facts);
    super(facts, { problem: `${facts.key}: ${quoteForMessage(facts.value)} ${problem}`, hint });
  }
}

function explain(facts: InvalidHeaderValue): Problem {
  switch (facts.problem) {
    case 'id':
      return {
        problem: describeWordProblem(facts.why, 'id'),
        hint: 'Write an id like 8f3c2a1b9d04: 12 hex digits, or any letters, digits, "_" and "." (at most 64).',
      };
    case 'label':
      return {
        problem: describeWordProblem(facts.why, 'label'),
        hint: facts.suggestion === undefined ? 'Choose another label.' : `Write for example: ${facts.suggestion}`,
      };
    case 'not-true':
      return { problem: 'is not true', hint: `Write "${facts.key}: true", or remove the line.` };
    case 'itself':
      return { problem: 'is the revision itself', hint: `Remove it from "${facts.key}".` };
    case 'empty-member':
      return {
        problem: 'has an empty member',
        hint: 'Separate the members by one comma each, without one at the end: a, b',
      };
    case 'twice':
      return { problem: 'is in the list twice', hint: 'Keep it once.' };
    case 'not-a-time':
      return {
        problem: 'is not a time in UTC',
        hint: 'Write the time in UTC as 2026-11-21T00:33:07Z, or remove the line.',
      };
    case 'empty':
      return { problem: 'is empty', hint: `Write a value after "${facts.key}:", or remove the line.` };
    case 'not-slices-and-reason':
      return {
        problem: 'is not slices and a reason',
        hint: 'Name the slices, then the reason in double quotes: alters: common "the column moves to events"',
      };
  }
}

export interface InvalidHeaderCharacter extends ErrorPlace {
  /** `U+200B`. */
  readonly character: string;
}

/**
 * A header has a character that no editor shows.
 * @cause Text was pasted from a web page or a document, with a zero-width or control character in it.
 * @repair Delete the character at the line and column that the message names.
 */
export class InvalidHeaderCharacterError extends RevisionFileError<InvalidHeaderCharacter> {
  readonly code = 'header-character-invalid';
  constructor({ codeUnit, ...place }: ErrorPlace & { readonly codeUnit: number }) {
    const character = `U+${codeUnit.toString(16).toUpperCase().padStart(4, '0')}`;
    super(
      { ...place, character },
      { problem: `the header has a control character (${character})`, hint: 'Remove the character.' },
    );
  }
}
