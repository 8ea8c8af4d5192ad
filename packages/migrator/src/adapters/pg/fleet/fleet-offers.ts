import type { FleetOffers, FleetWorker } from '../../../ports/fleet/fleet-offers.ts';
import type { RolloutClaim } from '../../../ports/fleet/rollout-claim.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { interval } from '../state/lease.ts';
import { textArray } from '../state/log.ts';
import type { AskLedger } from './ask-ledger.ts';
import { endTenants, oursIs, readTexts } from './fleet-rows.ts';
import { createOfferTables, type FleetNames } from './fleet-tables.ts';
import { readOffer } from './read-offer.ts';

/**
 * Offers in the control database. To avoid deadlocks, each statement locks the rollout first, then offers, then
 * tenants.
 */
export function openFleetOffers(ask: AskLedger, names: FleetNames): FleetOffers {
  const { rollout: rollouts, tenant: tenants, work, offer: offers } = names;
  const some = (ids: readonly string[]) => `= any (${textArray(ids)})`;
  const isHeldBy = ({ id }: FleetWorker) => `o.worker = ${quoteLiteral(id)}`;
  /** The condition that the coordinator may continue. It locks the row, so that nobody orders a pause meanwhile. */
  const goesOn = (claim: RolloutClaim) =>
    `exists (select from ${rollouts} where ${oursIs(claim)} and state = 'open' and wanted = 'run' for share)`;
  let [hasTables, hasSeenTables] = [false, false];

  return {
    async open(claim, revisions) {
      await ask('Opening the rollout to workers', (script) => {
        if (!hasTables) for (const sql of createOfferTables(names)) script.add(sql);
        return script.add(
          `insert into ${work} (rollout, revisions) select ${claim.rollout}, ${textArray(revisions)} where ${goesOn(claim)}
on conflict (rollout) do update set revisions = excluded.revisions`,
        );
      });
      hasTables = true;
    },
    async offer(claim, ids) {
      const [row] = await ask('Offering tenants to workers', (script) =>
        script.add(
          `with open as (select id, token from ${rollouts} where ${oursIs(claim)} and state = 'open' and wanted = 'run' for share),
offered as (insert into ${offers} (rollout, tenant, token)
  select t.rollout, t.tenant, open.token from ${tenants} t join open on t.rollout = open.id
  where t.tenant ${some(ids)} and t.state in ('pending', 'running')
  on conflict (rollout, tenant) do update set token = excluded.token, offered_at = clock_timestamp() returning 1)
select count(*) from open`,
        ),
      );
      return row?.[0] === '1';
    },
    async look(rollout, ids) {
      const rows = await ask('Reading the offers', (script) =>
        script.add(
          `select t.tenant, t.state, t.ran, t.code, t.error, array_to_json(t.heads), o.worker is not null and o.expires_at > clock_timestamp()
from ${tenants} t left join ${offers} o on o.rollout = t.rollout and o.tenant = t.tenant where t.rollout = ${rollout} and t.tenant ${some(ids)}`,
        ),
      );
      return rows.map(readOffer);
    },
    async withdraw(claim, ids) {
      const rows = await ask('Withdrawing offers', (script) =>
        script.add(
          `delete from ${offers} where rollout = ${claim.rollout} and token = ${claim.token} and tenant ${some(ids)}
and (worker is null or expires_at <= clock_timestamp()) returning tenant`,
        ),
      );
      return rows.map(([tenant]) => tenant ?? '');
    },
    async revisions(rollout) {
      if (!hasSeenTables) {
        const [there] = await ask('Looking for offers', (script) =>
          script.add(`select to_regclass(${quoteLiteral(offers)}) is not null`),
        );
        hasSeenTables = there?.[0] === 't';
        if (!hasSeenTables) return undefined;
      }
      const [row] = await ask('Reading what workers may run', (script) =>
        script.add(`select array_to_json(revisions) from ${work} where rollout = ${rollout}`),
      );
      return row === undefined ? undefined : readTexts(row[0] ?? '');
    },
    async take(rollout, { id, host, pid }, { most, leaseMs, only }) {
      const which = only === undefined ? '' : ` and o.tenant ${some(only)}`;
      const rows = await ask('Taking tenants', (script) =>
        script.add(
          `with open as (select id, token from ${rollouts} where id = ${rollout} and state = 'open' and wanted = 'run'
  and run_id is not null and expires_at > clock_timestamp() for share),
free as (select o.rollout, o.tenant from ${offers} o join open on o.rollout = open.id and o.token = open.token
  where (o.worker is null or o.expires_at <= clock_timestamp())${which} order by o.offered_at limit ${most} for update of o skip locked),
taken as (update ${offers} o set worker = ${quoteLiteral(id)}, expires_at = clock_timestamp() + ${interval(leaseMs)}
  from free where o.rollout = free.rollout and o.tenant = free.tenant returning o.rollout, o.tenant)
update ${tenants} t set state = 'running', attempts = t.attempts + 1, worker = ${quoteLiteral(`${host} ${pid}`)}, started_at = clock_timestamp()
from taken where t.rollout = taken.rollout and t.tenant = taken.tenant and t.state in ('pending', 'running') returning t.tenant`,
        ),
      );
      return rows.map(([tenant]) => tenant ?? '');
    },
    async beat(rollout, worker, leaseMs) {
      const rows = await ask('Recording that the worker is alive', (script) =>
        script.add(
          `update ${offers} o set expires_at = clock_timestamp() + ${interval(leaseMs)}
where o.rollout = ${rollout} and ${isHeldBy(worker)} returning o.tenant`,
        ),
      );
      return rows.map(([tenant]) => tenant ?? '');
    },
    async end(rollout, worker, end) {
      const mine = `o.rollout = ${rollout} and o.tenant = ${quoteLiteral(end.tenant)} and ${isHeldBy(worker)}`;
      // A tenant that is to run again stays on offer.
      const mark =
        end.state === 'pending'
          ? `update ${offers} o set worker = null, expires_at = null where ${mine} returning 1`
          : `delete from ${offers} o where ${mine} returning 1`;
      const condition = end.state === 'done' ? '' : ' and exists (select from mine)';
      await ask('Recording the outcome of a tenant', (script) =>
        script.add(
          `with mine as (${mark}) ${endTenants(names, rollout, [end], `${worker.host} ${worker.pid}`)}${condition}`,
        ),
      );
    },
  };
}
