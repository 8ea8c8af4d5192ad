/** A partitioned table. */
export interface PartitionedFacts {
  readonly schema: string;
  readonly name: string;
  readonly rootSchema: string;
  readonly rootName: string;
  readonly strategy: 'range' | 'list' | 'hash';
  /** Types of the key's columns; empty for an expression. */
  readonly keyTypes: readonly string[];
  /** `FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')` or `DEFAULT`, in UTC and ISO style. */
  readonly bounds: readonly string[];
  readonly defaultPartition: DefaultPartition | null;
}

export interface DefaultPartition {
  readonly schema: string;
  readonly name: string;
  /** `null`: it could not be looked into. */
  readonly hasRows: boolean | null;
}
