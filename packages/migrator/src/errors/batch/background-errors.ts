import type { RevisionPlace } from '../files/revision-place.ts';
import { MigratorError } from '../migrator-error.ts';
import type { RunFacts } from '../run/run-facts.ts';

export interface BatchesUnfinished extends RevisionPlace, RunFacts {
  /** What must be finished first. */
  readonly requires: string;
  /** Progress of its batches in percent of the estimate; null without one. */
  readonly percent: number | null;
  readonly problem: 'running' | 'failed' | 'paused' | 'cancelled' | 'not-applied';
}

/**
 * A revision requires batches of another revision that are not finished.
 * @cause The other revision was registered with `upgrade --detach`, and its batches still run, wait for a worker,
 * failed or were cancelled.
 * @repair Let `migrate batches work` finish them, and run the same command again.
 */
export class BatchesUnfinishedError extends MigratorError<BatchesUnfinished> {
  readonly code = 'batches-unfinished';
  override readonly outcome = 'busy';
  constructor(facts: BatchesUnfinished) {
    const { file, revision, requires, percent, problem } = facts;
    const far = percent === null ? '' : ` at ${percent}%`;
    const why = {
      running: `whose batches are not finished${far}`,
      failed: `whose batches failed${far}`,
      paused: `whose batches are paused${far}`,
      cancelled: 'whose batches were cancelled',
      'not-applied': 'which is not applied, or is not an id of a revision',
    }[problem];
    const hint = {
      running: 'Finish them with `migrate batches work`, and run the same command again.',
      failed: `See why with \`migrate batches show ${requires}\`, then \`migrate batches retry ${requires}\`.`,
      paused: `Resume them with \`migrate batches resume ${requires}\`.`,
      cancelled: 'Write a revision that changes what is left, and name it in requires-finished instead.',
      'not-applied': 'Name the id of a revision that runs before this one.',
    }[problem];
    super(facts, { message: `${file}: revision ${revision} requires that ${requires} is finished, ${why}`, hint });
  }
}

/**
 * A revision has `background: true`, but its upgrade does not run in batches.
 * @cause The marker has no `batch="…"`, or the code exports no `batch`.
 * @repair Give the upgrade batches, or remove `background` from the header.
 */
export class BackgroundWithoutBatchesError extends MigratorError<RevisionPlace> {
  readonly code = 'background-without-batches';
  constructor(facts: RevisionPlace) {
    const { file, revision } = facts;
    super(facts, {
      message: `${file}: revision ${revision} may run in the background, but its upgrade does not run in batches`,
      hint: 'Add batch="table(key)" to its marker (export const batch in TypeScript), or remove the line "background: true".',
    });
  }
}

export interface NoSuchBatches {
  readonly revision: string;
}

/**
 * There are no batches in the background of this revision.
 * @cause They are finished or were cancelled, or the revision was never registered with `upgrade --detach`.
 * @repair List the existing ones with `migrate batches list`.
 */
export class NoSuchBatchesError extends MigratorError<NoSuchBatches> {
  readonly code = 'no-such-batches';
  override readonly outcome = 'usage';
  constructor(facts: NoSuchBatches) {
    super(facts, {
      message: `There are no batches of ${facts.revision} in the background`,
      hint: 'List the existing ones: migrate batches list',
    });
  }
}
