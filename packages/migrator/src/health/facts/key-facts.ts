/** A sequence, or an integer key without one. */
export interface KeyFacts {
  readonly kind: 'sequence' | 'column';
  readonly schema: string;
  readonly name: string;
  /** The table that it numbers. */
  readonly table: string | null;
  readonly column: string | null;
  readonly tableSchema: string | null;
  /** Of the sequence, or of the column. */
  readonly type: string;
  /** The type of the column that gets its values. */
  readonly columnType: string | null;
  /** Highest value that sequence and column can both have. */
  readonly limit: number;
  /** Highest value that the sequence can have. */
  readonly sequenceLimit: number;
  /** `null`: never used, or not shown (see `isReadable`). */
  readonly last: number | null;
  readonly cycles: boolean;
  readonly isReadable: boolean;
}
