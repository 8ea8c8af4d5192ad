import { MigratorError } from '../migrator-error.ts';

/** A place in a file of another tool: path relative to the workspace root, line 1-based. */
export interface ForeignPlace {
  readonly file: string;
  readonly line: number;
}

/** The base of failures that are in one file of another tool. */
export abstract class ForeignFileError<F extends ForeignPlace = ForeignPlace> extends MigratorError<F> {
  constructor(facts: F, { problem, hint, cause }: ForeignProblem) {
    super(facts, { message: `${facts.file}:${facts.line}: ${problem}`, hint, cause });
  }
}

/** What a class says about a place; the message starts with `file:line`, which editors open. */
export interface ForeignProblem {
  readonly problem: string;
  readonly hint: string;
  readonly cause?: unknown;
}
