/** A delivered tenant; the ledger decides whether it may run. */
export interface DeliveredTenant {
  readonly rollout: string;
  readonly tenant: string;
}

export interface Delivery extends DeliveredTenant {
  /** Tells the queue not to deliver it again. */
  done(): Promise<void>;
}

/**
 * A queue that delivers offers to workers. It may deliver twice, late or never: a worker takes the offer in the ledger
 * before it begins, and the coordinator sends an offer again that no worker has taken.
 */
export interface TenantQueue {
  send(tenants: readonly DeliveredTenant[]): Promise<void>;
  fetch(most: number): Promise<readonly Delivery[]>;
  close(): Promise<void>;
}
