import { MigratorError, type Outcome } from '../migrator-error.ts';
import { shellWord } from '../shell-word.ts';

export type StatsFileProblem = { readonly file: string } & (
  | { readonly problem: 'not-json' | 'not-stats' }
  | { readonly problem: 'version'; readonly version: string }
  | { readonly problem: 'field'; readonly field: string }
);

/**
 * A file of production's sizes is not what `migrate stats` writes, or is of another version.
 * @cause `--stats` or `lint.stats` names another file, another version of Braid wrote it, or somebody edited it.
 * @repair Write it again with `migrate stats --out <file>`, with `--env` for the database that it is about.
 */
export class StatsFileError extends MigratorError<StatsFileProblem> {
  readonly code = 'stats-file';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: StatsFileProblem, options: ErrorOptions = {}) {
    super(facts, {
      message: `${facts.file}: ${problemOf(facts)}.`,
      hint: `Write it again: migrate stats --out ${shellWord(facts.file)}`,
      cause: options.cause,
    });
  }
}

function problemOf(facts: StatsFileProblem): string {
  switch (facts.problem) {
    case 'not-json':
      return 'it is not valid JSON';
    case 'not-stats':
      return 'it is not what migrate stats --out writes';
    case 'version':
      return `its format is of version ${facts.version}, which this version of Braid does not read`;
    case 'field':
      return `${facts.field} is missing, or not what it must be`;
  }
}
