import { TENANT_STATES } from '../../../fleet/rollout.ts';
import type { OfferState } from '../../../ports/fleet/fleet-offers.ts';
import type { Row } from '../state/read-beginning.ts';
import { readTexts } from './fleet-rows.ts';

/** A row of a tenant and its offer: tenant, state, ran, code, error, heads, whether a worker has it. */
export function readOffer(row: Row): OfferState {
  const tenant = row[0] ?? '';
  const state = TENANT_STATES.find((each) => each === row[1]) ?? 'failed';
  const isOver = state !== 'pending' && state !== 'running';
  const [code, error] = [row[3] ?? undefined, row[4] ?? undefined];
  return {
    tenant,
    end: isOver ? { tenant, state, ran: Number(row[2]), heads: readTexts(row[5] ?? ''), code, error } : undefined,
    isTaken: row[6] === 't',
  };
}
