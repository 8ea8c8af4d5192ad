/** What must be known of a type to generate its values; arrays and domains are resolved to what is inside. */
export interface TypeShape {
  /** As `format_type` prints it, with its modifier: `numeric(15,4)`, `public.mood`. A text is cast to it. */
  readonly sql: string;
  /** PostgreSQL's own name of the base type: `int4`, `varchar`, `timestamptz`, `citext`. */
  readonly base: string;
  readonly kind: 'base' | 'enum' | 'domain' | 'composite' | 'range' | 'multirange' | 'array';
  /** Lengths of `varchar(n)`, `char(n)`, `bit(n)`; precision of `numeric(p,s)`. */
  readonly size?: number;
  readonly scale?: number;
  /** Labels of an enum, in its order. */
  readonly labels?: readonly string[];
  /** Of an array, the element; of a domain, what it is based on; of a range or multirange, what it ranges over. */
  readonly of?: TypeShape;
  /** Number of attributes of a composite type. */
  readonly attributes?: number;
  /** Check expressions of a domain, about `VALUE`. */
  readonly checks?: readonly string[];
}

export interface ColumnShape {
  readonly name: string;
  readonly type: TypeShape;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  readonly identity: boolean;
  readonly generated: boolean;
  /** The sequence after it (serial or identity), qualified and quoted. */
  readonly sequence?: string;
}

export interface ForeignKeyShape {
  readonly columns: readonly string[];
  readonly schema: string;
  readonly table: string;
  readonly referenced: readonly string[];
}

/**
 * What must be known of a table to generate its rows. Partitions are parts of their table and have no shape of their
 * own.
 */
export interface TableShape {
  readonly schema: string;
  readonly name: string;
  readonly partitioned: boolean;
  readonly columns: readonly ColumnShape[];
  readonly foreignKeys: readonly ForeignKeyShape[];
  /** Check expressions; of a partitioned table also that one of its partitions takes the row. */
  readonly checks: readonly { readonly expression: string; readonly columns: readonly string[] }[];
}
