import type { ObjectRef } from '../object-ref.ts';
import type { PartitionBound } from './partition-bound.ts';

/**
 * How a statement reaches a thing or a part of one:
 *
 * - `make`, `unmake`: its name comes to be, or is gone. A rename does both;
 * - `alter`: its users may break or mean something else (another type of a column);
 * - `set`: one property is set that nobody else looks at (`property`: a default, a comment);
 * - `require`: the rows that are there must fit (SET NOT NULL, a unique key);
 * - `use`: a definition refers to it (a view, a foreign key, an index);
 * - `read`, `insert`, `update`, `delete`: rows;
 * - `release`: what refers to it is dropped or refers to something else from here on.
 */
export type Does =
  | 'make'
  | 'unmake'
  | 'alter'
  | 'set'
  | 'require'
  | 'use'
  | 'read'
  | 'insert'
  | 'update'
  | 'delete'
  | 'release';

/** One way in which a statement reaches a thing. */
export interface Access {
  readonly does: Does;
  readonly object: ObjectRef;
  /**
   * Parts of the thing: `column x`, `constraint c`, `key a,b` (what a foreign key can refer to), `trigger t`,
   * `policy p`, `value v` of an enum, `partition *`; `column *` is all of them, also those that come later. Absent: the
   * thing itself.
   */
  readonly parts?: readonly string[];
  /** Of `set`. */
  readonly property?: string;
  /** `IF [NOT] EXISTS`, `OR REPLACE`: two of them do not fail on each other. */
  readonly optional?: true;
  /** It comes or goes with an extension. */
  readonly ofExtension?: true;
  /** Of `unmake`: what it is called from here on; what refers to it continues doing so. */
  readonly renamedTo?: { readonly object: ObjectRef; readonly part?: string };
  /** Of `delete`: all rows, also those that others wrote. */
  readonly every?: true;
  /** Of `use`: the server looks for it when the code runs, and lets it be dropped. */
  readonly late?: true;
  /** Of a column that is made or altered: its type. */
  readonly type?: ObjectRef;
  /** Of a partition that is made: which rows it takes. */
  readonly bound?: PartitionBound;
  /** Of `set`: the partition that comes to the table. */
  readonly partition?: ObjectRef;
  /** Of a key that is made: the name of its constraint. */
  readonly constraint?: string;
}

/** What one statement reaches. */
export interface Footprint {
  readonly accesses: readonly Access[];
  /** The texts in it, any of which may be the value of an enum; `null` when they are too many to be kept. */
  readonly literals: readonly string[] | null;
  /** The functions that run with the statement; what they do is not in `accesses`. */
  readonly calls?: readonly ObjectRef[];
  /** The words of a function's body that is not SQL; what it does happens later. */
  readonly bodyWords?: readonly string[];
}

export function use(object: ObjectRef | undefined, parts?: readonly string[]): readonly Access[] {
  return access('use', object, parts);
}

/** Nothing when there is no object, or an empty list of parts. */
export function access(does: Does, object: ObjectRef | undefined, parts?: readonly string[]): readonly Access[] {
  if (object === undefined || object.name === '' || parts?.length === 0) return [];
  return [{ does, object, ...(parts === undefined ? {} : { parts }) }];
}

export function column(name: string): string {
  return `column ${name}`;
}

/** A set of columns that foreign keys can refer to, whatever their order. */
export function keyPart(columns: readonly string[]): string {
  return `key ${[...columns].sort().join(',')}`;
}
