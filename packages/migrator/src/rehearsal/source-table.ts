import type { QualifiedName } from '../sql/names/qualified-name.ts';

/** A column that is copied. */
export interface SourceColumn {
  readonly name: string;
  /** As SQL writes it: `character varying(50)`. */
  readonly type: string;
  /** `text`, `jsonb` …; of a domain, that of its base type. */
  readonly baseType: string;
  /** `pg_type.typcategory`. */
  readonly category: string;
  /** In characters, for `varchar(n)` and `char(n)`; otherwise `null`. */
  readonly length: number | null;
  readonly notNull: boolean;
}

export interface SourceForeignKey {
  readonly columns: readonly string[];
  readonly parent: Required<QualifiedName>;
  readonly parentColumns: readonly string[];
  /** The operators that compare the columns of the parent with these: `operator(pg_catalog.=)`. */
  readonly operators: readonly string[];
}

/** A table whose rows are copied: ordinary ones and partitions. */
export interface SourceTable extends Required<QualifiedName> {
  /** As in the statistics; `null` if the rows were never counted. */
  readonly rows: number | null;
  /** Pages of 8 kB. */
  readonly pages: number;
  readonly columns: readonly SourceColumn[];
  readonly foreignKeys: readonly SourceForeignKey[];
}

/** A key that distinguishes tables, whatever characters their names have. */
export function tableKey({ schema, name }: Required<QualifiedName>): string {
  return JSON.stringify([schema, name]);
}
