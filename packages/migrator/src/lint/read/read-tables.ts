import { descendants, type SqlNode } from '../../sql-objects/sql-node.ts';
import type { Subject, Target } from '../rule/subject.ts';

const RANGES: ReadonlySet<string> = new Set(['RangeVar']);

/** The relations in use that a query names. */
export function readTables(subject: Subject, query: SqlNode): readonly Target[] {
  return [...descendants(query, RANGES)].flatMap(([, range]) => {
    const target = subject.target(range);
    // A name without a relation may be one of WITH.
    return target?.relation === undefined ? [] : [target];
  });
}
