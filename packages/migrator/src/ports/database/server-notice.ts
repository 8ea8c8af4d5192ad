/**
 * A notice of the server about a statement that it runs: `RAISE NOTICE`, "relation already exists, skipping".
 */
export interface ServerNotice {
  /** `NOTICE`, `WARNING`, `INFO` … */
  readonly severity: string;
  readonly message: string;
  readonly sqlState?: string;
  readonly detail?: string;
  readonly hint?: string;
}
