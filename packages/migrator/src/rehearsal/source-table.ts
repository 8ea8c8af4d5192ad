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
  /** In characters, of `varchar(n)` and `char(n)`; else `null`. */
  readonly length: number | null;
  readonly notNull: boolean;
}

export interface SourceForeignKey {
  readonly columns: readonly string[];
  readonly parent: Required<QualifiedName>;
  readonly parentColumns: readonly string[];
  /** Which compare the columns of the parent with these: `operator(pg_catalog.=)`. */
  readonly operators: readonly string[];
}

/** A table whose rows are copied: ordinary ones and partitions. */
export interface SourceTable extends Required<QualifiedName> {
  /** As the statistics have it; `null` if the table was never counted. */
  readonly rows: number | null;
  /** Of 8 kB. */
  readonly pages: number;
  readonly columns: readonly SourceColumn[];
  readonly foreignKeys: readonly SourceForeignKey[];
}

/** Tells tables apart, whatever is in their names. */
export function tableKey({ schema, name }: Required<QualifiedName>): string {
  return JSON.stringify([schema, name]);
}
