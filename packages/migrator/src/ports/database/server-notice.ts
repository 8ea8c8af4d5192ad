/**
 * What the server remarks on a statement that it runs all the same: `RAISE NOTICE`, "relation already exists,
 * skipping".
 */
export interface ServerNotice {
  /** `NOTICE`, `WARNING`, `INFO` … */
  readonly severity: string;
  readonly message: string;
  readonly sqlState?: string;
  readonly detail?: string;
  readonly hint?: string;
}
