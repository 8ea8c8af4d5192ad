import { STRAGGLING } from '../../../fleet/rollout.ts';
import type { FleetStore } from '../../../ports/fleet/fleet-store.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { PgConnection, type PgDatabaseOptions } from '../connection/connection.ts';
import { interval } from '../state/lease.ts';
import { literal, textArray } from '../state/log.ts';
import { parseHolder } from '../state/read-state.ts';
import { askLedger } from './ask-ledger.ts';
import { openFleetOffers } from './fleet-offers.ts';
import { endTenants, oursIs, ROLLOUT_COLUMNS, readRollout, readTenantRow, TENANT_COLUMNS } from './fleet-rows.ts';
import { createFleetTables, fleetNames } from './fleet-tables.ts';

/** The most rows in one message. */
const CHUNK = 2_000;
/** The ledger of fleets in a control database. All of its statements may be repeated. */
export function openFleetLedger(options: PgDatabaseOptions): FleetStore {
  const connection = new PgConnection(options);
  const names = fleetNames(options.stateSchema ?? 'braid');
  const { rollout: rollouts, tenant: tenants } = names;

  const ask = askLedger(connection);
  const newestOf = (fleet: string) => `fleet = ${quoteLiteral(fleet)} order by id desc limit 1`;
  const exists = async (): Promise<boolean> => {
    const [row] = await ask('Looking for the ledger of the fleet', (script) =>
      script.add(`select to_regclass(${quoteLiteral(tenants)}) is not null`),
    );
    return row?.[0] === 't';
  };

  return {
    async newest(fleet) {
      if (!(await exists())) return undefined;
      const [row] = await ask('Reading the rollout', (script) =>
        script.add(`select ${ROLLOUT_COLUMNS} from ${rollouts} where ${newestOf(fleet)}`),
      );
      return row === undefined ? undefined : readRollout(row);
    },
    async begin({ fleet, direction, targets, aim, waves, toolVersion, by }) {
      const [row] = await ask('Beginning a rollout', (script) => {
        for (const sql of createFleetTables(names)) script.add(sql);
        const of = `fleet = ${quoteLiteral(fleet)}`;
        return script
          .add(
            `update ${rollouts} set state = 'superseded', run_id = null, token = token + 1, updated_at = clock_timestamp()
where ${of} and state not in ('done', 'superseded') and (aim <> ${quoteLiteral(aim)} or state <> 'open')`,
          )
          .add(
            `insert into ${rollouts} (fleet, direction, targets, aim, waves, tool_version, created_by)
select ${[fleet, direction].map(literal).join(', ')}, ${textArray(targets)}, ${literal(aim)}, ${textArray(waves)}, ${literal(toolVersion)}, ${literal(by)}
where not exists (select from ${rollouts} where ${of} and state = 'open')`,
          )
          .add(`select ${ROLLOUT_COLUMNS} from ${rollouts} where ${newestOf(fleet)}`);
      });
      return readRollout(row ?? []);
    },
    async add(rollout, added) {
      let number = 0;
      for (let from = 0; from < added.length; from += CHUNK) {
        const rows = JSON.stringify(added.slice(from, from + CHUNK));
        const found = await ask('Adding tenants to the rollout', (script) =>
          script.add(
            `with added as (insert into ${tenants} (rollout, tenant, wave)
select ${rollout}, tenant, wave from json_to_recordset(${quoteLiteral(rows)}) as r (tenant text, wave integer)
on conflict do nothing returning 1) select count(*) from added`,
          ),
        );
        number += Number(found[0]?.[0] ?? 0);
      }
      return number;
    },
    async tenants(rollout) {
      const rows = await ask('Reading the tenants of the rollout', (script) =>
        script.add(`select ${TENANT_COLUMNS} from ${tenants} where rollout = ${rollout} order by wave, tenant`),
      );
      return rows.map(readTenantRow);
    },
    async claim(rollout, request) {
      const run = quoteLiteral(request.runId);
      const holder = `select run_id, host, pid, since::text, expires_at::text, expires_at <= clock_timestamp(), runs from ${rollouts} where id = ${rollout}`;
      const [before] = await ask('Reading who has the rollout', (script) => script.add(holder));
      const [row] = await ask('Taking the rollout', (script) =>
        script.add(
          `update ${rollouts} set token = token + 1, run_id = ${run}, host = ${literal(request.host)}, pid = ${request.pid}, runs = ${literal(request.runs)},
since = clock_timestamp(), expires_at = clock_timestamp() + ${interval(request.durationMs)}, updated_at = clock_timestamp()
where id = ${rollout} and wanted = 'run' and state = 'open' and (run_id is null or run_id = ${run} or expires_at <= clock_timestamp()) returning token`,
        ),
      );
      const old = before === undefined || before[0] === null ? undefined : parseHolder(before);
      const token = row?.[0];
      if (token !== undefined && token !== null) {
        const takenOverFrom = old !== undefined && old.runId !== request.runId ? old : undefined;
        return { granted: true, claim: { rollout, token, request }, takenOverFrom };
      }
      const [now] = await ask('Reading who has the rollout', (script) => script.add(holder));
      return { granted: false, holder: parseHolder(now ?? []) };
    },
    async renew(claim) {
      const [row] = await ask('Renewing the claim', (script) =>
        script.add(
          `update ${rollouts} set expires_at = clock_timestamp() + ${interval(claim.request.durationMs)}, updated_at = clock_timestamp() where ${oursIs(claim)} returning wanted`,
        ),
      );
      return row === undefined ? 'lost' : row[0] === 'pause' ? 'pause' : 'held';
    },
    async release(claim, end) {
      const state = end === undefined ? '' : `, state = ${literal(end.state)}, why = ${literal(end.why)}`;
      await ask('Releasing the rollout', (script) =>
        script.add(
          `update ${rollouts} set run_id = null, expires_at = null, updated_at = clock_timestamp()${state} where ${oursIs(claim)}`,
        ),
      );
    },
    async start(claim, tenant) {
      const [row] = await ask('Recording the tenant that begins', (script) =>
        script.add(
          `update ${tenants} set state = 'running', attempts = attempts + 1, worker = ${quoteLiteral(claim.request.host)} || ' ' || ${claim.request.pid},
started_at = clock_timestamp() where rollout = ${claim.rollout} and tenant = ${quoteLiteral(tenant)} and state in ('pending', 'running')
and exists (select from ${rollouts} where ${oursIs(claim)} and wanted = 'run' for share) returning 1`,
        ),
      );
      return row !== undefined;
    },
    async end(rollout, ends, worker) {
      for (let from = 0; from < ends.length; from += CHUNK) {
        const some = ends.slice(from, from + CHUNK);
        await ask('Recording the outcomes of tenants', (script) =>
          script.add(endTenants(names, rollout, some, worker)),
        );
      }
    },
    async reopen(claim, again) {
      for (let from = 0; from < again.length; from += CHUNK) {
        const some = textArray(again.slice(from, from + CHUNK));
        await ask('Noting tenants that are behind again', (script) =>
          script.add(
            `update ${tenants} set state = 'pending', ended_at = null where rollout = ${claim.rollout} and tenant = any (${some})
and state in ('done', 'gone') and exists (select from ${rollouts} where ${oursIs(claim)} for share)`,
          ),
        );
      }
    },
    async enter(claim, wave, soaks) {
      const since = soaks
        ? `case when wave = ${wave} then coalesce(soak_since, clock_timestamp()) else clock_timestamp() end`
        : 'null';
      await ask('Entering the wave', (script) =>
        script.add(`update ${rollouts} set soak_since = ${since}, wave = ${wave} where ${oursIs(claim)}`),
      );
    },
    async soaked(rollout) {
      const [row] = await ask('Reading how long the wave has been soaking', (script) =>
        script.add(
          `select coalesce(round(extract(epoch from clock_timestamp() - soak_since) * 1000), 0) from ${rollouts} where id = ${rollout}`,
        ),
      );
      return Number(row?.[0] ?? 0);
    },
    async order(fleet, wanted, by) {
      if (!(await exists())) return false;
      const state = wanted === 'pause' ? 'paused' : 'open';
      const which = wanted === 'pause' ? `state = 'open'` : `state = 'paused'`;
      const [row] = await ask('Ordering the rollout', (script) =>
        script.add(
          `update ${rollouts} set wanted = ${literal(wanted)}, state = ${literal(state)}, why = ${literal(by)}, updated_at = clock_timestamp()
where id = (select id from ${rollouts} where ${newestOf(fleet)}) and ${which} returning id`,
        ),
      );
      return row !== undefined;
    },
    async retry(fleet, states, only) {
      if (!(await exists())) return 0;
      const some = only === undefined ? '' : ` and tenant = any (${textArray(only)})`;
      const [row] = await ask('Marking tenants to run again', (script) =>
        script
          .add(
            `update ${rollouts} set state = 'open', wanted = 'run', why = null, updated_at = clock_timestamp()
where id = (select id from ${rollouts} where ${newestOf(fleet)}) and state <> 'superseded'`,
          )
          .add(
            `with again as (update ${tenants} set state = 'pending', code = null, error = null, ended_at = null
where rollout = (select id from ${rollouts} where ${newestOf(fleet)} ) and state = any (${textArray(states.length > 0 ? states : STRAGGLING)})${some}
returning 1) select count(*) from again`,
          ),
      );
      return Number(row?.[0] ?? 0);
    },
    offers: openFleetOffers(ask, names),
    close: () => connection.close(),
  };
}
