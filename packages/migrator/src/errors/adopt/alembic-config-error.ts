import { quoteForMessage } from '../files/revision-file-error.ts';
import { ForeignFileError, type ForeignPlace, type ForeignProblem } from './foreign-file-error.ts';

export type AlembicConfigFacts = ForeignPlace &
  (
    | { readonly problem: 'no-script-location' | 'not-toml' }
    | { readonly problem: 'interpolation'; readonly key: string; readonly value: string }
    | { readonly problem: 'separator' | 'package' | 'absolute'; readonly value: string }
  );

/**
 * An `alembic.ini` or `pyproject.toml` does not say where the migrations are.
 * @cause `script_location` is missing, or it is the path of a Python package, an absolute path, or has a variable that
 * only Python knows.
 * @repair Name the folder of the migrations instead of the file: `migrate adopt alembic path/to/versions`.
 */
export class AlembicConfigError extends ForeignFileError<AlembicConfigFacts> {
  readonly code = 'alembic-config';
  constructor(facts: AlembicConfigFacts, options: ErrorOptions = {}) {
    super(facts, {
      cause: options.cause,
      problem: explain(facts),
      hint: 'Name the folder with the migrations: migrate adopt alembic path/to/versions',
    });
  }
}

function explain(facts: AlembicConfigFacts): ForeignProblem['problem'] {
  switch (facts.problem) {
    case 'no-script-location':
      return 'no script_location is in [alembic] (of a pyproject.toml: [tool.alembic])';
    case 'not-toml':
      return 'the file is not valid TOML';
    case 'interpolation':
      return `${facts.key} has a variable that is not in the file (${quoteForMessage(facts.value)})`;
    case 'separator':
      return `${quoteForMessage(facts.value)} is not a separator that Alembic knows (space, newline, os, : or ;)`;
    case 'package':
      return `${quoteForMessage(facts.value)} is the path of a Python package, which only Python can find`;
    case 'absolute':
      return `${quoteForMessage(facts.value)} is an absolute path`;
  }
}
