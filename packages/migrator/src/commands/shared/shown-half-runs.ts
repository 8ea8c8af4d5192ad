import { redactSql } from '../../sql/redact-sql.ts';
import type { HalfRunState } from '../../state/half-run-state.ts';

/** Half runs for people and files: the statement that was running without its credentials. */
export function shownHalfRuns(halfRuns: readonly HalfRunState[]): readonly HalfRunState[] {
  return halfRuns.map((halfRun) =>
    halfRun.underWay === undefined ? halfRun : { ...halfRun, underWay: redactSql(halfRun.underWay) },
  );
}
