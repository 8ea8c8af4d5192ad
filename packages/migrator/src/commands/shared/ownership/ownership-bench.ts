import type { Workbench } from '../workbench.ts';

/** What finding the owners of things needs. */
export type OwnershipBench = Pick<Workbench, 'workspace' | 'graph' | 'files' | 'parser' | 'effects'>;
