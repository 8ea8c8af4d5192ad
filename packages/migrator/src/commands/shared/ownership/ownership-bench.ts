import type { Workbench } from '../workbench.ts';

/** What it takes to tell who owns what. */
export type OwnershipBench = Pick<Workbench, 'workspace' | 'graph' | 'files' | 'parser' | 'effects'>;
