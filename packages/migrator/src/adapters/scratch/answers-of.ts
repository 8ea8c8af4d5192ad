import type { QueryResult } from 'pg';

/** The answers to a message, one for each statement: of several the driver gives a list, which its types do not say. */
export function answersOf<Row extends object>(
  answer: QueryResult<Row> | readonly QueryResult<Row>[],
): readonly QueryResult<Row>[] {
  return 'rows' in answer ? [answer] : answer;
}
