import type { Rollout, RolloutTenant } from '../../../src/fleet/rollout.ts';
import type { FleetStore, NewRollout } from '../../../src/ports/fleet/fleet-store.ts';
import type { RolloutClaim } from '../../../src/ports/fleet/rollout-claim.ts';
import { memoryOffers } from './memory-offers.ts';

/** A ledger of fleets without a database, for one process. */
export interface MemoryStore extends FleetStore {
  readonly rows: Map<string, RolloutTenant>;
  /** Tenants in the order in which they were begun. */
  readonly begun: string[];
  /** The same of those that workers took. */
  readonly taken: string[];
}

export function memoryStore(): MemoryStore {
  const rows = new Map<string, RolloutTenant>();
  const begun: string[] = [];
  let rollout: Rollout | undefined;
  let token = 0;
  const isMine = (claim: RolloutClaim) => claim.token === String(token) && rollout?.state === 'open';
  const change = (to: Partial<Rollout>) => {
    if (rollout !== undefined) rollout = { ...rollout, ...to };
  };
  const offers = memoryOffers(rows, (claim) =>
    claim === undefined
      ? rollout?.state === 'open' && rollout.wanted === 'run'
      : isMine(claim) && rollout?.wanted === 'run',
  );
  return {
    ...{ rows, begun, taken: offers.taken, offers: offers.port },
    newest: async () => rollout,
    async begin({ fleet, direction, targets, aim, waves, toolVersion }: NewRollout) {
      rows.clear();
      rollout = {
        ...{ id: String(Number(rollout?.id ?? 0) + 1), fleet, direction, targets, aim, waves, toolVersion },
        ...{ state: 'open', wanted: 'run', wave: 0, createdAt: '' },
      };
      return rollout;
    },
    async add(_, tenants) {
      const added = tenants.filter(({ tenant }) => !rows.has(tenant));
      for (const { tenant, wave } of added) rows.set(tenant, { tenant, wave, state: 'pending', attempts: 0, ran: 0 });
      return added.length;
    },
    tenants: async () => [...rows.values()],
    async claim(id, request) {
      token += 1;
      return { granted: true, claim: { rollout: id, token: String(token), request } };
    },
    async renew(claim) {
      if (claim.token !== String(token)) return 'lost';
      return rollout?.wanted === 'pause' ? 'pause' : 'held';
    },
    async release(claim, end) {
      if (claim.token === String(token) && end !== undefined) change(end);
    },
    async start(claim, tenant) {
      const row = rows.get(tenant);
      if (row === undefined || !isMine(claim) || rollout?.wanted === 'pause') return false;
      begun.push(tenant);
      rows.set(tenant, { ...row, state: 'running', attempts: row.attempts + 1 });
      return true;
    },
    async end(_, ends) {
      for (const { tenant, state, ran, code, error } of ends) {
        const row = rows.get(tenant);
        if (row !== undefined && row.state !== 'done')
          rows.set(tenant, { ...row, state, ran: row.ran + ran, code, error });
      }
    },
    async reopen(claim, tenants) {
      for (const row of rows.values()) {
        if (isMine(claim) && tenants.includes(row.tenant) && (row.state === 'done' || row.state === 'gone'))
          rows.set(row.tenant, { ...row, state: 'pending' });
      }
    },
    enter: async (_, wave) => change({ wave }),
    soaked: async () => Number.POSITIVE_INFINITY,
    async order(_, wanted) {
      change({ wanted, state: wanted === 'pause' ? 'paused' : 'open' });
      return true;
    },
    async retry() {
      let number = 0;
      for (const row of rows.values()) {
        if (row.state === 'failed' || row.state === 'unreachable') {
          rows.set(row.tenant, { ...row, state: 'pending' });
          number += 1;
        }
      }
      change({ state: 'open', wanted: 'run' });
      return number;
    },
    close: async () => {},
  };
}
