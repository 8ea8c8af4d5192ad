import { fleetPause, fleetResume, fleetRetry } from './fleet-orders.ts';
import { fleetPlan } from './fleet-plan.ts';
import { fleetProvision } from './fleet-provision.ts';
import { fleetRun } from './fleet-run.ts';
import { fleetStatus } from './fleet-status.ts';
import { fleetWork } from './work/fleet-work.ts';

/** The actions on a fleet, for callers that load them lazily. */
export const fleetActions = {
  ...{ plan: fleetPlan, status: fleetStatus, run: fleetRun, retry: fleetRetry },
  ...{ pause: fleetPause, resume: fleetResume, work: fleetWork, provision: fleetProvision },
};
