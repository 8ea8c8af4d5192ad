import type { Tenant } from '../../fleet/tenant.ts';
import type { TenantEnd } from './tenant-end.ts';

/** Brings single tenants to the target: in this process, or in the workers of other machines. */
export interface FleetEngine {
  /**
   * Resolves when the tenant is over, with its end in the ledger. `undefined` when it was not begun, or is left to
   * others: the claim is lost, somebody ordered a pause, or nothing more may begin.
   */
  run(tenant: Tenant): Promise<TenantEnd | undefined>;
  close(): Promise<void>;
}
