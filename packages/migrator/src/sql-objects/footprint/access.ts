import type { ObjectRef } from '../object-ref.ts';
import type { PartitionBound } from './partition-bound.ts';

/**
 * How a statement reaches a thing or a part of one:
 *
 * - `make`, `unmake`: its name appears or disappears; a rename does both;
 * - `alter`: things that use it may break or change their meaning (another type of a column);
 * - `set`: one property is set that nothing else depends on (`property`: a default, a comment);
 * - `require`: existing rows must fit (SET NOT NULL, a unique key);
 * - `use`: a definition refers to it (a view, a foreign key, an index);
 * - `read`, `insert`, `update`, `delete`: rows;
 * - `release`: what refers to it is dropped, or refers to something else from now on.
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
   * Parts of the thing: `column x`, `constraint c`, `key a,b` (what a foreign key can refer to), `trigger t`, `policy
   * p`, `value v` of an enum, `partition *`; `column *` is all of them, including later ones. Absent: the thing itself.
   */
  readonly parts?: readonly string[];
  /** Of `set`. */
  readonly property?: string;
  /** `IF [NOT] EXISTS`, `OR REPLACE`: two of them do not make each other fail. */
  readonly optional?: true;
  /** It is created or dropped with an extension. */
  readonly ofExtension?: true;
  /** Of `unmake`: its new name; what refers to it continues to do so. */
  readonly renamedTo?: { readonly object: ObjectRef; readonly part?: string };
  /** Of `delete`: all rows, including those of other revisions. */
  readonly every?: true;
  /** Of `use`: the server looks it up when the code runs, and allows dropping it. */
  readonly late?: true;
  /** Of a created or altered column: its type. */
  readonly type?: ObjectRef;
  /** Of a created partition: its bound. */
  readonly bound?: PartitionBound;
  /** Of `set`: the partition that is added to the table. */
  readonly partition?: ObjectRef;
  /** Of a created key: the name of its constraint. */
  readonly constraint?: string;
}

/** Everything that one statement reaches. */
export interface Footprint {
  readonly accesses: readonly Access[];
  /** The texts in it, any of which may be an enum value; `null` if there are too many to keep. */
  readonly literals: readonly string[] | null;
  /** The functions that it calls; their effects are not in `accesses`. */
  readonly calls?: readonly ObjectRef[];
  /** The words of a function body that is not SQL; its effects happen later. */
  readonly bodyWords?: readonly string[];
}

export function use(object: ObjectRef | undefined, parts?: readonly string[]): readonly Access[] {
  return access('use', object, parts);
}

/** Empty if there is no object, or an empty list of parts. */
export function access(does: Does, object: ObjectRef | undefined, parts?: readonly string[]): readonly Access[] {
  if (object === undefined || object.name === '' || parts?.length === 0) return [];
  return [{ does, object, ...(parts === undefined ? {} : { parts }) }];
}

export function column(name: string): string {
  return `column ${name}`;
}

/** A set of columns that foreign keys can refer to, in any order. */
export function keyPart(columns: readonly string[]): string {
  return `key ${[...columns].sort().join(',')}`;
}
