import type { OwnershipBench } from '../shared/ownership/ownership-bench.ts';
import type { SchemaBench } from '../shared/schema/schema-bench.ts';
import type { Workbench } from '../shared/workbench.ts';

/** What writing revisions needs. */
export type RevisionBench = SchemaBench &
  OwnershipBench &
  Pick<Workbench, 'ambient' | 'settings' | 'prover' | 'proofs' | 'postWrite'> & {
    /** See `Workbench`; absent where nobody asks for revisions of what was drafted. */
    readonly appliedDrafts?: Workbench['appliedDrafts'];
  };
