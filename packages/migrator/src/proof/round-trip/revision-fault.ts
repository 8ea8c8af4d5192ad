import { RevisionFileError } from '../../errors/files/revision-file-error.ts';
import { DataRevisionError } from '../../errors/run/data-revision-errors.ts';
import { ConcurrentIndexUnnamedError, RevisionIrreversibleError } from '../../errors/run/section-errors.ts';
import { DataRevisionFailedError, StatementFailedError } from '../../errors/run/statement-errors.ts';

/**
 * What the runner throws when the revision is to blame, and not the server, the connection or the person who stops the
 * run.
 */
export type RevisionFault =
  | StatementFailedError
  | DataRevisionFailedError
  | DataRevisionError
  | RevisionIrreversibleError
  | ConcurrentIndexUnnamedError
  | RevisionFileError;

export function isRevisionFault(error: unknown): error is RevisionFault {
  return (
    error instanceof StatementFailedError ||
    error instanceof DataRevisionFailedError ||
    error instanceof DataRevisionError ||
    error instanceof RevisionIrreversibleError ||
    error instanceof ConcurrentIndexUnnamedError ||
    error instanceof RevisionFileError
  );
}
