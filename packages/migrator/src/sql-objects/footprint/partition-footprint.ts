import type { ObjectRef } from '../object-ref.ts';
import type { SqlNode } from '../sql-node.ts';
import type { Access } from './access.ts';
import { readBound } from './partition-bound.ts';

/** The part of a table that its partitions are. */
export const PARTITIONS = 'partition *';

/** Changes which rows the table accepts. */
export const PARTITIONS_CHANGE = 'partitions';

/** A new partition: its bound may overlap another one, and rows are accepted that were refused before. */
export function newPartition(parent: ObjectRef, partition: ObjectRef, bound: SqlNode): readonly Access[] {
  return [
    { does: 'make', object: parent, parts: [PARTITIONS], bound: readBound(bound) },
    { does: 'set', object: parent, property: PARTITIONS_CHANGE, partition },
  ];
}

/** ATTACH and DETACH PARTITION change rows, columns and indexes of both tables. */
export function movedPartition(
  parent: ObjectRef,
  partition: ObjectRef | undefined,
  bound: SqlNode | undefined,
): readonly Access[] {
  if (partition === undefined) return [];
  return [
    { does: 'alter', object: parent },
    { does: 'alter', object: partition },
    ...(bound === undefined ? [] : newPartition(parent, partition, bound)),
  ];
}
