/** A name as PostgreSQL stores it: unquoted, folded to lower case where it was not quoted, cut to 63 bytes. */
export interface QualifiedName {
  /** Absent when the statement leaves it to `search_path`. */
  readonly schema?: string;
  readonly name: string;
}
