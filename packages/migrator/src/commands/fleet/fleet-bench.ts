import type { Workbench } from '../shared/workbench.ts';

/** What it takes to look at a fleet. */
export type FleetBench = Pick<Workbench, 'workspace' | 'graph' | 'fleet' | 'parser' | 'ambient' | 'toolVersion'>;

/** What it takes to change one. */
export type FleetRunBench = FleetBench &
  Pick<Workbench, 'runner' | 'safety' | 'precautions' | 'anotherCode' | 'settings'>;
