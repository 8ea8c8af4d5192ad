import type { Workbench } from '../shared/workbench.ts';

/** What reading a fleet needs. */
export type FleetBench = Pick<Workbench, 'workspace' | 'graph' | 'fleet' | 'parser' | 'ambient' | 'toolVersion'>;

/** What changing a fleet needs. */
export type FleetRunBench = FleetBench &
  Pick<Workbench, 'runner' | 'safety' | 'precautions' | 'anotherCode' | 'settings'>;
