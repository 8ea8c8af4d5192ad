// A random schema as data, of which Drizzle files and plain SQL are written independently of each other. Everything has a number that stays when it is renamed.

export interface Model {
  /** How many slices there are. */
  readonly slices: number;
  /** Names of the PostgreSQL schemas of slices, by slice; those of odd numbers have one, always, so that tables can move. */
  readonly schemas: readonly string[];
  /** Of slice 0, for policies of all. */
  readonly roles: readonly Thing[];
  readonly enums: readonly EnumModel[];
  readonly sequences: readonly SequenceModel[];
  readonly tables: readonly TableModel[];
  readonly views: readonly ViewModel[];
  /** What the next new thing is. */
  readonly next: number;
}

export interface Thing {
  readonly key: number;
  /** The slice that declares it. */
  readonly of: number;
  readonly name: string;
}

/** Those of slice 0 may be used by every slice, all others by their own: schema files that import each other cannot share more. */
export interface EnumModel extends Thing {
  readonly values: readonly ValueModel[];
}

export interface ValueModel {
  readonly key: number;
  readonly text: string;
}

export interface SequenceModel extends Thing {
  readonly increment: number;
  readonly min: number;
  readonly max: number;
  readonly cycle: boolean;
}

export interface TableModel extends Thing {
  /** Whether it is in the PostgreSQL schema of its slice. */
  readonly isInside: boolean;
  readonly id: IdKind;
  /** A column that the primary key has beside `id`; nothing refers to such a table. */
  readonly beside: number | undefined;
  readonly columns: readonly ColumnModel[];
  readonly parts: readonly PartModel[];
  readonly isGuarded: boolean;
}

export type IdKind = 'integer' | 'serial' | 'bigserial' | 'always' | 'by default';

export interface ColumnModel {
  readonly key: number;
  readonly name: string;
  /** The name of a type of `column-types.ts`, or the key of an enum. */
  readonly type: string | number;
  readonly isArray: boolean;
  readonly notNull: boolean;
  /** Which default of its type it has. */
  readonly initial: number | undefined;
  /** Computed from the column with this key. */
  readonly computed: { readonly from: number; readonly how: number } | undefined;
}

/** What is part of a table; `columns` are keys. */
export type PartModel =
  | { readonly kind: 'index'; readonly name: string; readonly columns: readonly number[]; readonly how: number }
  | { readonly kind: 'unique'; readonly name: string; readonly columns: readonly number[]; readonly nulls: boolean }
  | { readonly kind: 'check'; readonly name: string; readonly columns: readonly number[]; readonly how: number }
  | {
      readonly kind: 'policy';
      readonly name: string;
      readonly columns: readonly number[];
      readonly how: number;
      /** The role that it is for, by its key. */
      readonly role: number | undefined;
    }
  | {
      readonly kind: 'key';
      readonly name: string;
      readonly columns: readonly number[];
      /** The table whose `id` it refers to. */
      readonly to: number;
      readonly action: number;
    };

export interface ViewModel extends Thing {
  readonly isStored: boolean;
  readonly reads: readonly { readonly table: number; readonly column: number }[];
  /** A view with a smaller key. */
  readonly over: number | undefined;
}
