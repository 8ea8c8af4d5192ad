import type { IndexFacts } from '../../facts/index-facts.ts';

/** Whether two indexes of one table answer the same queries in the same way. */
export function isSameIndex(a: IndexFacts, b: IndexFacts): boolean {
  return (
    coversSame(a, b) &&
    a.keys.length === b.keys.length &&
    a.included.length === b.included.length &&
    a.included.every((column) => b.included.includes(column)) &&
    a.isUnique === b.isUnique &&
    a.nullsNotDistinct === b.nullsNotDistinct
  );
}

/** Whether the keys of one index are the first keys of another on the same rows. */
export function coversSame(short: IndexFacts, long: IndexFacts): boolean {
  return (
    short.tableId === long.tableId &&
    short.method === long.method &&
    short.expressions === long.expressions &&
    short.predicate === long.predicate &&
    short.keys.every((key, at) => key === long.keys[at] && short.keyOptions[at] === long.keyOptions[at])
  );
}

/** Whether something but queries needs an index. */
export function isNeeded({
  constraint,
  isReferenced,
  isReplicaIdentity,
  isClustered,
  isAttached,
}: IndexFacts): boolean {
  return constraint !== null || isReferenced || isReplicaIdentity || isClustered || isAttached;
}
