import { MigratorError } from '../../errors/migrator-error.ts';
import type { Rollout, RolloutTenant } from '../../fleet/rollout.ts';
import type { FleetTools } from '../../ports/fleet/fleet-tools.ts';

/** What the ledger of a fleet says about its newest rollout. */
export interface SeenFleet {
  readonly kind: 'seen';
  readonly fleet: string;
  /** By the clock of this machine; ISO 8601. */
  readonly at: string;
  /** The control database, without secrets. */
  readonly control: string;
  /** `null` where there was none yet. */
  readonly rollout: Rollout | null;
  /** By wave and name. */
  readonly tenants: readonly RolloutTenant[];
}

/** A ledger that could not be read: nothing is known of the rollout. */
export interface UnseenFleet {
  readonly kind: 'unseen';
  readonly fleet: string;
  readonly at: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

/** What is known of the rollout of one fleet. */
export type FleetLook = SeenFleet | UnseenFleet;

/**
 * Reads the ledger of a fleet, and no tenant. Failures are answers, too; only unexpected errors are thrown.
 *
 * @param open provides the fleet
 */
export async function lookAtFleet(
  fleet: string,
  open: (fleet: string) => Promise<Pick<FleetTools, 'store' | 'target'>>,
  now: () => Date,
): Promise<FleetLook> {
  try {
    const { store, target } = await open(fleet);
    const rollout = (await store.newest(fleet)) ?? null;
    const tenants = rollout === null ? [] : await store.tenants(rollout.id);
    return { kind: 'seen', fleet, at: now().toISOString(), control: target.display, rollout, tenants };
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    const { code, message, hint = null } = error;
    return { kind: 'unseen', fleet, at: now().toISOString(), code, message, hint };
  }
}
