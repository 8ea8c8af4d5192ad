import type { Tenant } from '../../fleet/tenant.ts';
import type { TenantEnd } from './tenant-end.ts';

/** Brings single tenants to the target: in this process, or in the workers of other machines. */
export interface FleetEngine {
  /**
   * Resolves when the tenant has finished, with its outcome in the ledger. `undefined` if it did not begin, or is left
   * to others: the claim is lost, a pause was ordered, or no other tenant may begin.
   */
  run(tenant: Tenant): Promise<TenantEnd | undefined>;
  close(): Promise<void>;
}
