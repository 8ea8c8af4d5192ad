import type { ObjectRef } from '../object-ref.ts';

/** What a statement does to one thing. */
export interface Effect {
  /**
   * `change` is everything that alters a thing or its parts (columns, triggers, comments, grants); `write` changes
   * rows.
   */
  readonly action: 'create' | 'change' | 'drop' | 'rename' | 'write';
  readonly object: ObjectRef;
  /** After a rename or a move to another schema. */
  readonly to?: ObjectRef;
  /** For an index or the sequence of a column: the table that owns it. */
  readonly of?: ObjectRef;
  /** `IF NOT EXISTS`: an existing thing is not changed. */
  readonly unlessThere?: boolean;
  /** `OR REPLACE`: an existing thing is changed. */
  readonly replaces?: boolean;
  /** A consequence that is followed but not judged, such as the index that is renamed with its constraint. */
  readonly implied?: boolean;
}

export interface StatementEffects {
  readonly effects: readonly Effect[];
  /** The search path after it: its schemas, `default`, or `unknown`. Absent if it stays the same. */
  readonly searchPath?: readonly string[] | 'default' | 'unknown';
  /** Its effect cannot be read: a DO block, a procedure, dynamic SQL. */
  readonly opaque?: boolean;
}

export function change(object: ObjectRef | undefined): readonly Effect[] {
  return object === undefined ? [] : [{ action: 'change', object }];
}
