import type { FailedInMerge } from '../../errors/merge/does-not-commute.ts';
import type { MigratorError } from '../../errors/migrator-error.ts';
import { failureDetails } from '../round-trip/failure-details.ts';
import { saidBy } from '../round-trip/section-run.ts';

/** What of a failed statement belongs in the failure of a merge. */
export function failedInMerge(error: MigratorError): FailedInMerge {
  const { revision, slice = '', file = '', line } = error.facts;
  return {
    ...(revision === undefined ? {} : { revision }),
    slice,
    file,
    ...(line === undefined ? {} : { line }),
    said: saidBy(error),
    ...failureDetails(error),
  };
}
