import type { RevisionSession } from '../../ports/database/revision-runner.ts';
import type { Batch } from '../../revision/batch/batch.ts';

/** A session that is replaced by another one while a step runs. */
export interface SwitchedSession {
  readonly session: RevisionSession;
  /** How rows are walked by the step that runs, if they are. */
  readonly batch: Batch | undefined;
  using<Result>(session: RevisionSession, batch: Batch | undefined, work: () => Promise<Result>): Promise<Result>;
}

/** `outside` is used while no step runs. */
export function switchedSession(outside: RevisionSession): SwitchedSession {
  let current = outside;
  let walked: Batch | undefined;
  return {
    session: {
      ...outside,
      execute: (sql, parameters) => current.execute(sql, parameters),
      copyFrom: (sql, data) => current.copyFrom(sql, data),
    },
    get batch() {
      return walked;
    },
    async using(session, batch, work) {
      [current, walked] = [session, batch];
      try {
        return await work();
      } finally {
        [current, walked] = [outside, undefined];
      }
    },
  };
}
