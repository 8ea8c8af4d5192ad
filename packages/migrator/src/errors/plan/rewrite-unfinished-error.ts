import { MigratorError } from '../migrator-error.ts';

export interface RewriteUnfinished {
  /** The file that records the unfinished rewrite. */
  readonly file: string;
  /**
   * `edited`: a file is neither in its old nor in its new state; `elsewhere`: the rewrite began in another folder;
   * `unreadable`: Braid did not write this file.
   */
  readonly problem: 'edited' | 'elsewhere' | 'unreadable';
  /** The file of a revision that was edited meanwhile. */
  readonly changed?: string;
}

/**
 * `amend` or `squash` was killed while it changed files, and the rewrite cannot be finished.
 * @cause A file of the revision was edited after the crash, or the workspace was copied or checked out with its
 * `.braid` folder.
 * @repair Check the files with `git status`, then delete the file that the message names to keep them as they are.
 */
export class RewriteUnfinishedError extends MigratorError<RewriteUnfinished> {
  readonly code = 'rewrite-unfinished';
  constructor(facts: RewriteUnfinished) {
    super(facts, {
      message: `${facts.file}: an interrupted rewrite of revisions cannot be finished: ${why(facts)}. Nothing was changed.`,
      hint: `Check the files of the revisions, then delete this file to keep them as they are: git status; rm ${facts.file}`,
    });
  }
}

function why({ problem, changed }: RewriteUnfinished): string {
  switch (problem) {
    case 'edited':
      return `${changed} was edited meanwhile`;
    case 'elsewhere':
      return 'it was begun in another folder';
    case 'unreadable':
      return 'Braid did not write it';
  }
}
