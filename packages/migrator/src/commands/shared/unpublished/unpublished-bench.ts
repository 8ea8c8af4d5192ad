import type { MigrateBench } from '../migrate.ts';
import type { OwnershipBench } from '../ownership/ownership-bench.ts';
import type { SchemaBench } from '../schema/schema-bench.ts';
import type { Workbench } from '../workbench.ts';

/** What rewriting unpublished revisions needs. */
export type UnpublishedBench = SchemaBench &
  OwnershipBench &
  MigrateBench &
  Pick<
    Workbench,
    | 'settings'
    | 'prover'
    | 'proofs'
    | 'postWrite'
    | 'branches'
    | 'whereApplied'
    | 'tablesWithRows'
    | 'rewriteFiles'
    | 'reach'
  >;
