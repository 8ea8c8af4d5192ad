import type { Access, Does } from '../footprint/access.ts';
import { mayOverlap } from '../footprint/partition-bound.ts';
import { PARTITIONS_CHANGE } from '../footprint/partition-footprint.ts';

/**
 * Pairs of accesses to the same part of the same thing that have a different effect in the other order. `make` is
 * judged separately.
 */
const AT_ODDS: Readonly<Record<Exclude<Does, 'make'>, ReadonlySet<Does>>> = {
  unmake: new Set(['unmake', 'alter', 'set', 'require', 'use', 'read', 'insert', 'update', 'delete', 'release']),
  alter: new Set(['unmake', 'alter', 'set', 'require', 'use', 'read', 'insert', 'update', 'delete', 'release']),
  set: new Set(['unmake', 'alter']),
  require: new Set(['unmake', 'alter', 'update']),
  use: new Set(['unmake', 'alter']),
  read: new Set(['unmake', 'alter', 'insert', 'update', 'delete']),
  insert: new Set(['unmake', 'alter', 'read', 'update', 'delete']),
  update: new Set(['unmake', 'alter', 'require', 'read', 'insert', 'update']),
  delete: new Set(['unmake', 'alter', 'read', 'insert']),
  release: new Set(['unmake', 'alter']),
};

/**
 * Whether two accesses to the same part (or both to the whole) of a thing have a different effect in the other order.
 */
export function areAtOdds(one: Access, other: Access, isWhole: boolean): boolean {
  if (one.does === 'make' || other.does === 'make') {
    if (one.does === 'release' || other.does === 'release') return false;
    if (one.bound !== undefined && other.bound !== undefined) return mayOverlap(one.bound, other.bound);
    return one.does !== other.does || one.optional !== true || other.optional !== true;
  }
  // A renamed thing can be released as before.
  if (one.does === 'release') return other.renamedTo === undefined && AT_ODDS.release.has(other.does);
  if (other.does === 'release') return one.renamedTo === undefined && AT_ODDS.release.has(one.does);
  if (isOfPartitions(one)) return !isOfPartitions(other) && (PLACED.has(other.does) || AT_ODDS.set.has(other.does));
  if (isOfPartitions(other)) return PLACED.has(one.does) || AT_ODDS.set.has(one.does);
  if (one.does === 'set' && other.does === 'set') return one.property === other.property;
  // The rows that a definition reads differ from those of a query: a replaced view changes what is read through it.
  if (one.does === 'set' && other.does === 'read') return one.property === 'definition';
  if (one.does === 'read' && other.does === 'set') return other.property === 'definition';
  // Two updates of a table, or an update and a query, conflict in the columns that both name.
  if (isWhole && [one.does, other.does].every((each) => each === 'update' || each === 'read')) return false;
  return AT_ODDS[one.does].has(other.does);
}

/** Accesses whose rows need a partition. */
const PLACED: ReadonlySet<Does> = new Set(['insert', 'update']);

/** Partitions that are added and removed conflict by their bounds, which are compared separately. */
function isOfPartitions({ does, property }: Access): boolean {
  return does === 'set' && property === PARTITIONS_CHANGE;
}

/** Whether an access to a whole thing and one to a part of it have a different effect in the other order. */
export function isAtOddsWithParts(whole: Access, part: Access): boolean {
  if (part.does === 'release') return whole.does === 'unmake' && whole.renamedTo === undefined;
  if (whole.does === 'make' || whole.does === 'unmake') return true;
  return whole.does === 'delete' && part.does === 'require';
}
