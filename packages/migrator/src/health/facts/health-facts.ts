import type { DisabledTrigger, ForeignKeyFacts, OrphanFacts, UnvalidatedConstraint } from './constraint-facts.ts';
import type { IndexFacts } from './index-facts.ts';
import type { KeyFacts } from './key-facts.ts';
import type { PartitionedFacts } from './partition-facts.ts';
import type { CollationFacts, PreparedTransaction, ServerFacts } from './server-facts.ts';
import type { TableFacts } from './table-facts.ts';

/** What a database says about its state; without system catalogs, Braid's own schema and what belongs to extensions. */
export interface HealthFacts {
  readonly server: ServerFacts;
  readonly tables: readonly TableFacts[];
  readonly indexes: readonly IndexFacts[];
  readonly unvalidated: readonly UnvalidatedConstraint[];
  readonly foreignKeys: readonly ForeignKeyFacts[];
  /** `undefined`: nobody asked. */
  readonly orphans: readonly OrphanFacts[] | undefined;
  readonly disabledTriggers: readonly DisabledTrigger[];
  readonly keys: readonly KeyFacts[];
  readonly partitioned: readonly PartitionedFacts[];
  readonly collations: readonly CollationFacts[];
  readonly prepared: readonly PreparedTransaction[];
  /** What the queries themselves could not look at. */
  readonly notSeen: readonly NotSeen[];
}

/** What was not looked at, which is not the same as being right. */
export interface NotSeen {
  readonly rule: string;
  /** `table public.orders`. */
  readonly object: string;
  readonly why: string;
}
