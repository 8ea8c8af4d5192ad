import type { OwnershipBench } from '../shared/ownership/ownership-bench.ts';
import type { SchemaBench } from '../shared/schema/schema-bench.ts';
import type { Workbench } from '../shared/workbench.ts';
import type { DriftBench } from './check-database.ts';

/** What checking files, schemas and a database needs. */
export type CheckBench = SchemaBench &
  OwnershipBench &
  DriftBench &
  Pick<
    Workbench,
    'history' | 'changes' | 'packages' | 'proofs' | 'withStaged' | 'tellDrift' | 'answers' | 'knownFiles'
  >;
