import type { OwnershipBench } from '../shared/ownership/ownership-bench.ts';
import type { Workbench } from '../shared/workbench.ts';

/** What checking a database, and writing revisions that fix it, needs. */
export type HealthBench = OwnershipBench &
  Pick<Workbench, 'ambient' | 'settings' | 'prover' | 'postWrite' | 'readHealth' | 'looks' | 'database'>;
