import type { ObjectRef } from '../object-ref.ts';

/** What a statement does to one thing. */
export interface Effect {
  /**
   * `change` is everything that alters a thing or what hangs on it (columns, triggers, comments, grants); `write`
   * changes rows.
   */
  readonly action: 'create' | 'change' | 'drop' | 'rename' | 'write';
  readonly object: ObjectRef;
  /** After a rename or a move to another schema. */
  readonly to?: ObjectRef;
  /** Of an index or the sequence of a column: the table whose owner is its owner. */
  readonly of?: ObjectRef;
  /** `IF NOT EXISTS`: what is there stays as it is. */
  readonly unlessThere?: boolean;
  /** `OR REPLACE`: what is there is changed. */
  readonly replaces?: boolean;
  /** A consequence that is followed and judged by no one, such as the index that a renamed constraint brings along. */
  readonly implied?: boolean;
}

export interface StatementEffects {
  readonly effects: readonly Effect[];
  /** The search path that is in force after it: its schemas, `default`, or `unknown`. Absent when it stays. */
  readonly searchPath?: readonly string[] | 'default' | 'unknown';
  /** What it does cannot be read off it: a DO block, a procedure, dynamic SQL. */
  readonly opaque?: boolean;
}

export function change(object: ObjectRef | undefined): readonly Effect[] {
  return object === undefined ? [] : [{ action: 'change', object }];
}
