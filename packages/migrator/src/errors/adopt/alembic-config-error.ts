import { quoteForMessage } from '../files/revision-file-error.ts';
import { ForeignFileError, type ForeignPlace, type ForeignProblem } from './foreign-file-error.ts';

export type AlembicConfigFacts = ForeignPlace &
  (
    | { readonly problem: 'no-script-location' }
    | { readonly problem: 'interpolation'; readonly key: string; readonly value: string }
    | { readonly problem: 'separator' | 'package' | 'absolute'; readonly value: string }
  );

/**
 * An `alembic.ini` does not say where the migrations are.
 * @cause `script_location` is missing, or it is the path of a Python package, an absolute path, or has a variable that
 * only Python knows.
 * @repair Name the folder of the migrations instead of the file: `migrate adopt alembic path/to/versions`.
 */
export class AlembicConfigError extends ForeignFileError<AlembicConfigFacts> {
  readonly code = 'alembic-config';
  constructor(facts: AlembicConfigFacts) {
    super(facts, {
      problem: explain(facts),
      hint: 'Name the folder with the migrations: migrate adopt alembic path/to/versions',
    });
  }
}

function explain(facts: AlembicConfigFacts): ForeignProblem['problem'] {
  switch (facts.problem) {
    case 'no-script-location':
      return 'the section [alembic] has no script_location';
    case 'interpolation':
      return `${facts.key} has a variable that is not in the file (${quoteForMessage(facts.value)})`;
    case 'separator':
      return `${quoteForMessage(facts.value)} is no separator that Alembic knows (space, newline, os, : or ;)`;
    case 'package':
      return `${quoteForMessage(facts.value)} is the path of a Python package, which only Python can find`;
    case 'absolute':
      return `${quoteForMessage(facts.value)} is an absolute path`;
  }
}
