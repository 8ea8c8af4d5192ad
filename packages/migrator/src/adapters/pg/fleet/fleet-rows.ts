import { ROLLOUT_STATES, type Rollout, type RolloutTenant, TENANT_STATES } from '../../../fleet/rollout.ts';
import type { RolloutClaim } from '../../../ports/fleet/rollout-claim.ts';
import type { TenantEnd } from '../../../ports/fleet/tenant-end.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { iso, type Row } from '../state/read-beginning.ts';
import { parseHolder } from '../state/read-state.ts';
import type { FleetNames } from './fleet-tables.ts';

const HOLDER = 7;

/** In the order in which `readRollout` expects them; those of the holder come first. */
export const ROLLOUT_COLUMNS = `run_id, host, pid, ${iso('since')}, ${iso('expires_at')}, expires_at <= clock_timestamp(), runs,
id, fleet, direction, array_to_json(targets), aim, state, wanted, why, array_to_json(waves), wave, ${iso('soak_since')},
round(extract(epoch from clock_timestamp() - soak_since) * 1000), ${iso('created_at')}, tool_version`;

export function readRollout(row: Row): Rollout {
  const at = (index: number) => row[HOLDER + index] ?? undefined;
  const text = (index: number) => at(index) ?? '';
  const since = at(10);
  return {
    id: text(0),
    fleet: text(1),
    direction: text(2) === 'downgrade' ? 'downgrade' : 'upgrade',
    targets: readTexts(text(3)),
    aim: text(4),
    // A newer Braid may have other states; begin nothing in a state that this one does not know.
    state: ROLLOUT_STATES.find((state) => state === text(5)) ?? 'superseded',
    wanted: text(6) === 'pause' ? 'pause' : 'run',
    why: at(7),
    waves: readTexts(text(8)),
    wave: Number(text(9)),
    soak: since === undefined ? undefined : { since, elapsedMs: Number(text(11)) },
    holder: row[0] === null || row[0] === undefined ? undefined : parseHolder(row.slice(0, HOLDER)),
    createdAt: text(12),
    toolVersion: text(13),
  };
}

export const TENANT_COLUMNS = `tenant, wave, state, attempts, ran, code, error, worker, ${iso('ended_at')}`;

export function readTenantRow(row: Row): RolloutTenant {
  const text = (index: number) => row[index] ?? '';
  return {
    tenant: text(0),
    wave: Number(text(1)),
    state: TENANT_STATES.find((state) => state === text(2)) ?? 'failed',
    attempts: Number(text(3)),
    ran: Number(text(4)),
    code: row[5] ?? undefined,
    error: row[6] ?? undefined,
    worker: row[7] ?? undefined,
    endedAt: row[8] ?? undefined,
  };
}

/** Texts of a JSON array. */
export function readTexts(json: string): readonly string[] {
  const value: unknown = JSON.parse(json === '' ? '[]' : json);
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The condition on rows of rollouts that this claim is still the current one. */
export function oursIs({ rollout, token, request }: RolloutClaim): string {
  return `id = ${rollout} and token = ${token} and run_id = ${quoteLiteral(request.runId)}`;
}

/** An `update` that records outcomes; a tenant that is `done` stays so. Add conditions with `and`. */
export function endTenants(
  { tenant }: FleetNames,
  rollout: string,
  ends: readonly TenantEnd[],
  worker: string,
): string {
  const rows = ends.map((end) => ({ ...end, heads: [...end.heads] }));
  return `update ${tenant} t set state = e.state, ran = t.ran + e.ran, heads = (select array_agg(value) from json_array_elements_text(e.heads)),
code = e.code, error = e.error, worker = ${quoteLiteral(worker)}, ended_at = clock_timestamp()
from json_to_recordset(${quoteLiteral(JSON.stringify(rows))}) as e (tenant text, state text, ran integer, heads json, code text, error text)
where t.rollout = ${rollout} and t.tenant = e.tenant and t.state <> 'done'`;
}
