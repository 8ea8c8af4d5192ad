/** A tenant that is delivered: whether it is to be run is in the ledger. */
export interface DeliveredTenant {
  readonly rollout: string;
  readonly tenant: string;
}

export interface Delivery extends DeliveredTenant {
  /** Tells the queue that it need not deliver this again. */
  done(): Promise<void>;
}

/**
 * A queue that brings offers to workers. It may deliver twice, late or not at all: a worker takes the offer in the
 * ledger before it begins, and the coordinator sends what nobody has taken once more.
 */
export interface TenantQueue {
  send(tenants: readonly DeliveredTenant[]): Promise<void>;
  fetch(most: number): Promise<readonly Delivery[]>;
  close(): Promise<void>;
}
