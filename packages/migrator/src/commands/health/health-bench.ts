import type { OwnershipBench } from '../shared/ownership/ownership-bench.ts';
import type { Workbench } from '../shared/workbench.ts';

/** What it takes to look at a database, and to write revisions that fix it. */
export type HealthBench = OwnershipBench &
  Pick<Workbench, 'ambient' | 'settings' | 'prover' | 'postWrite' | 'readHealth' | 'looks' | 'database'>;
