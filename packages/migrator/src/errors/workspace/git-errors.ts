import type { Outcome } from '../migrator-error.ts';
import { UntypedError } from '../untyped-error.ts';

/** git did not do what was asked of it: it is not installed, this is no repository, or it said so. Facts: command, said. */
export class GitFailedError extends UntypedError {
  readonly code = 'git-failed';

  constructor(command: string, said: string, cause: unknown) {
    super(`git ${command} failed: ${said}`, {
      facts: { command, said },
      hint: 'It needs git, and a workspace inside of a repository.',
      cause,
    });
  }
}

/** A branch, tag or commit that git does not know. Facts: ref. */
export class UnknownGitRefError extends UntypedError {
  readonly code = 'unknown-git-ref';
  override readonly outcome: Outcome = 'usage';

  constructor(ref: string) {
    super(`git knows no branch, tag or commit ${JSON.stringify(ref)}.`, {
      facts: { ref },
      hint: `Fetch it first: git fetch origin ${ref.replace(/^origin\//, '')}; a branch of the server is written origin/main.`,
    });
  }
}

/** Two commits of which git knows no common ancestor, usually since the clone is shallow. Facts: ref. */
export class NoMergeBaseError extends UntypedError {
  readonly code = 'no-merge-base';

  constructor(ref: string) {
    super(`git knows no commit that HEAD and ${JSON.stringify(ref)} have in common.`, {
      facts: { ref },
      hint: 'Fetch the whole history: git fetch --unshallow (actions/checkout: "fetch-depth: 0").',
    });
  }
}

/** A file of a slice that both branches of git changed: which one counts, git will ask. Facts: file, here, there. */
export class BothSidesChangedError extends UntypedError {
  readonly code = 'both-sides-changed';
  override readonly outcome: Outcome = 'found';

  constructor(
    file: string,
    here: 'added' | 'changed' | 'removed',
    there: 'added' | 'changed' | 'removed',
    ref: string,
  ) {
    super(`${file} was ${here} here and ${there} on ${ref}.`, {
      facts: { file, here, there, ref },
      hint: `Settle it first: git merge ${ref}`,
    });
  }
}
