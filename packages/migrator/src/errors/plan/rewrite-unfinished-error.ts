import { MigratorError } from '../migrator-error.ts';

export interface RewriteUnfinished {
  /** Where it is written down what was begun. */
  readonly file: string;
  /**
   * `edited`: a file is neither as it was nor as it was to become; `elsewhere`: it was begun in another folder;
   * `unreadable`: it is not what Braid writes.
   */
  readonly problem: 'edited' | 'elsewhere' | 'unreadable';
  /** The file of a revision that was edited meanwhile. */
  readonly changed?: string;
}

/**
 * `amend` or `squash` was killed while it changed files, and what is left of it cannot be finished.
 * @cause A file of the revision was edited after the crash, or the workspace was copied or checked out with its
 * `.braid` folder.
 * @repair Look at the files with `git status`, and delete the file that the message names to keep them as they are.
 */
export class RewriteUnfinishedError extends MigratorError<RewriteUnfinished> {
  readonly code = 'rewrite-unfinished';
  constructor(facts: RewriteUnfinished) {
    super(facts, {
      message: `${facts.file}: revisions were being written again, and that cannot be finished: ${why(facts)}. Nothing was changed.`,
      hint: `Look at the files of the revisions, then delete what is left of it to keep them as they are: git status; rm ${facts.file}`,
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
      return 'it is not what Braid writes';
  }
}
