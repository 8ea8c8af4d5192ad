import { MigratorError, type Outcome } from '../migrator-error.ts';

export interface GitFailure {
  /** The subcommand of git. */
  readonly command: string;
  /** What git said. */
  readonly said: string;
}

/**
 * git did not do what was asked of it.
 * @cause git is not installed, the workspace is not in a repository, or git refuses the folder of another user.
 * @repair Install git and run the command inside a repository; the message quotes what git said.
 */
export class GitFailedError extends MigratorError<GitFailure> {
  readonly code = 'git-failed';
  constructor(facts: GitFailure, options: ErrorOptions) {
    super(facts, {
      message: `git ${facts.command} failed: ${facts.said}`,
      hint: 'Install git, and run the command inside a git repository.',
      cause: options.cause,
    });
  }
}

export interface GitRef {
  readonly ref: string;
}

/**
 * git knows no branch, tag or commit of this name.
 * @cause The branch was not fetched, which is usual in a CI checkout, or its name is misspelt.
 * @repair Fetch it with `git fetch origin <branch>`; a branch of the server is written `origin/main`.
 */
export class UnknownGitRefError extends MigratorError<GitRef> {
  readonly code = 'unknown-git-ref';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: GitRef) {
    super(facts, {
      message: `git knows no branch, tag or commit ${JSON.stringify(facts.ref)}.`,
      hint: `Fetch it first: git fetch origin ${facts.ref.replace(/^origin\//, '')}; a branch of the server is written origin/main. To compare with another one: --base <branch>.`,
    });
  }
}

/**
 * git knows no common ancestor of HEAD and another branch.
 * @cause The clone is shallow, as CI checkouts are by default.
 * @repair Fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` of actions/checkout.
 */
export class NoMergeBaseError extends MigratorError<GitRef> {
  readonly code = 'no-merge-base';
  constructor(facts: GitRef) {
    super(facts, {
      message: `git knows no commit that HEAD and ${JSON.stringify(facts.ref)} have in common.`,
      hint: 'Fetch the whole history: git fetch --unshallow (actions/checkout: "fetch-depth: 0").',
    });
  }
}

export interface BothSidesChanged {
  readonly file: string;
  readonly here: 'added' | 'changed' | 'removed';
  readonly there: 'added' | 'changed' | 'removed';
  readonly ref: string;
}

/**
 * Both branches of git changed the same file of a slice, so it is not decided yet which version is right.
 * @cause A revision or `slice.json` was edited on both branches.
 * @repair Settle it with `git merge <branch>` first, then run the command again.
 */
export class BothSidesChangedError extends MigratorError<BothSidesChanged> {
  readonly code = 'both-sides-changed';
  override readonly outcome: Outcome = 'found';
  constructor(facts: BothSidesChanged) {
    const { file, here, there, ref } = facts;
    super(facts, {
      message: `${file} was ${here} here and ${there} on ${ref}.`,
      hint: `Settle it first: git merge ${ref}`,
    });
  }
}
