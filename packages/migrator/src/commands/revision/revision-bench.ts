import type { OwnershipBench } from '../shared/ownership/ownership-bench.ts';
import type { SchemaBench } from '../shared/schema/schema-bench.ts';
import type { Workbench } from '../shared/workbench.ts';

/** What writing revisions needs. */
export type RevisionBench = SchemaBench &
  OwnershipBench &
  Pick<Workbench, 'ambient' | 'settings' | 'prover' | 'proofs' | 'postWrite'> & {
    /** See `Workbench`; if absent, the database is not asked for drafts. */
    readonly appliedDrafts?: Workbench['appliedDrafts'];
  };
