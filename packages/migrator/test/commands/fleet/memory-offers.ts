import type { RolloutTenant } from '../../../src/fleet/rollout.ts';
import type { FleetOffers } from '../../../src/ports/fleet/fleet-offers.ts';
import type { RolloutClaim } from '../../../src/ports/fleet/rollout-claim.ts';

/** Offers without a database: those of one process, in which a worker can be silent. */
export function memoryOffers(rows: Map<string, RolloutTenant>, isOpen: (claim?: RolloutClaim) => boolean) {
  const offers = new Map<string, { worker: string | undefined; expiresAt: number }>();
  let known: readonly string[] | undefined;
  const isTaken = (tenant: string): boolean => {
    const offer = offers.get(tenant);
    return offer?.worker !== undefined && offer.expiresAt > performance.now();
  };
  /** Tenants in the order in which workers took them. */
  const taken: string[] = [];
  const port: FleetOffers = {
    async open(_, revisions) {
      known = revisions;
    },
    async offer(claim, tenants) {
      if (!isOpen(claim)) return false;
      for (const tenant of tenants) {
        const isToDo = ['pending', 'running'].includes(rows.get(tenant)?.state ?? '');
        if (isToDo && !offers.has(tenant)) offers.set(tenant, { worker: undefined, expiresAt: 0 });
      }
      return true;
    },
    look: async (_, tenants) =>
      tenants.flatMap((tenant) => {
        const row = rows.get(tenant);
        if (row === undefined) return [];
        const { state, ran, code, error } = row;
        const isOver = state !== 'pending' && state !== 'running';
        return [
          {
            tenant,
            end: isOver ? { tenant, state, ran, heads: [], code, error } : undefined,
            isTaken: isTaken(tenant),
          },
        ];
      }),
    withdraw: async (_, tenants) =>
      tenants.filter((tenant) => offers.has(tenant) && !isTaken(tenant) && offers.delete(tenant)),
    revisions: async () => known,
    async take(_, { id }, { most, leaseMs, only }) {
      if (!isOpen()) return [];
      const free = [...offers.keys()].filter((tenant) => !isTaken(tenant) && only?.includes(tenant) !== false);
      return free.slice(0, most).map((tenant) => {
        offers.set(tenant, { worker: id, expiresAt: performance.now() + leaseMs });
        const row = rows.get(tenant);
        if (row !== undefined) rows.set(tenant, { ...row, state: 'running', attempts: row.attempts + 1 });
        taken.push(tenant);
        return tenant;
      });
    },
    async beat(_, { id }, leaseMs) {
      const held = [...offers].filter(([, { worker }]) => worker === id);
      for (const [, offer] of held) offer.expiresAt = performance.now() + leaseMs;
      return held.map(([tenant]) => tenant);
    },
    async end(_, { id }, { tenant, state, ran, code, error }) {
      const row = rows.get(tenant);
      const isMine = offers.get(tenant)?.worker === id;
      if (row !== undefined && row.state !== 'done' && (isMine || state === 'done')) {
        rows.set(tenant, { ...row, state, ran: row.ran + ran, code, error });
      }
      if (!isMine) return;
      if (state === 'pending') offers.set(tenant, { worker: undefined, expiresAt: 0 });
      else offers.delete(tenant);
    },
  };
  return { port, taken };
}
