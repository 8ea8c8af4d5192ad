import type { OwnershipBench } from '../shared/ownership/ownership-bench.ts';
import type { Workbench } from '../shared/workbench.ts';

/** What it takes to write revisions. */
export type RevisionBench = OwnershipBench &
  Pick<Workbench, 'ambient' | 'settings' | 'differ' | 'prover' | 'questioner' | 'postWrite'>;
