import {
  BatchKeyError,
  BatchNotDoneError,
  BatchRowsFailedError,
  BatchVerificationError,
} from '../../errors/batch/batch-errors.ts';
import { RevisionFileError } from '../../errors/files/revision-file-error.ts';
import { DataRevisionError } from '../../errors/run/data-revision-errors.ts';
import { ConcurrentIndexUnnamedError, RevisionIrreversibleError } from '../../errors/run/section-errors.ts';
import { DataRevisionFailedError, StatementFailedError } from '../../errors/run/statement-errors.ts';

/** What a section in batches does wrong. */
type BatchFault = BatchKeyError | BatchRowsFault;

/** The same where other rows could make the difference. */
export type BatchRowsFault = BatchRowsFailedError | BatchNotDoneError | BatchVerificationError;

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
  | BatchFault
  | RevisionFileError;

export function isRevisionFault(error: unknown): error is RevisionFault {
  return (
    error instanceof StatementFailedError ||
    error instanceof DataRevisionFailedError ||
    error instanceof DataRevisionError ||
    error instanceof RevisionIrreversibleError ||
    error instanceof ConcurrentIndexUnnamedError ||
    isBatchFault(error) ||
    error instanceof RevisionFileError
  );
}

export function isBatchRowsFault(error: unknown): error is BatchRowsFault {
  return (
    error instanceof BatchRowsFailedError ||
    error instanceof BatchNotDoneError ||
    error instanceof BatchVerificationError
  );
}

function isBatchFault(error: unknown): error is BatchFault {
  return error instanceof BatchKeyError || isBatchRowsFault(error);
}
