import { startSlowRelay } from '../apply/slow-relay.mjs';
import { judge, ms, tell } from '../goals.mjs';
import { alembicLoop, bareLoop, bareLoops } from './bare.mjs';
import { schemaFleet } from './fleet-of.mjs';
import { migrate } from './migrate.mjs';

const REVISIONS = 20;
const TENANTS = 500;
/** As many as the fleet has at the same time on one server. */
const CONNECTIONS = 8;
/** A loop over whole processes takes minutes: a part of it is measured. */
const LOOPED = 20;

/**
 * Does the work, and counts the CPU of the sessions that it opened in a database.
 *
 * @template Result
 * @param {import('./fleet-of.mjs').Bench} bench
 * @param {string} database
 * @param {() => Promise<Result>} work
 */
async function withServerCpu({ server }, database, work) {
  const before = await server.sessionCpu(database);
  const result = await work();
  return { result, serverMs: (await server.sessionCpu(database)) - before };
}

/** A whole history in every schema, beside a bare loop. @param {import('./fleet-of.mjs').Bench} bench */
export async function history(bench) {
  const count = Math.min(TENANTS, bench.tenants);
  const { server } = bench;
  const bare = await schemaFleet(bench, 'fleet_bare', count, REVISIONS);
  const ownCpu = process.cpuUsage();
  const { result: bareMs, serverMs: bareServerMs } = await withServerCpu(bench, 'fleet_bare', () =>
    bareLoop(bare.url, bare.schemas, REVISIONS),
  );
  const { user, system } = process.cpuUsage(ownCpu);
  const bareClientMs = (user + system) / 1_000;
  await server.dropDatabase('fleet_bare');
  const many = await schemaFleet(bench, 'fleet_bare', count, REVISIONS);
  const manyMs = await bareLoops(many.url, many.schemas, REVISIONS, CONNECTIONS);
  await server.dropDatabase('fleet_bare');
  const alembic = await schemaFleet(bench, 'fleet_alembic', count, REVISIONS);
  const alembicMs = await alembicLoop(alembic.url, alembic.schemas, REVISIONS);
  await server.dropDatabase('fleet_alembic');
  const ours = await schemaFleet(bench, 'fleet_ours', count, REVISIONS);
  const { result: run, serverMs } = await withServerCpu(bench, 'fleet_ours', () =>
    migrate(ours.root, ['fleet', 'upgrade', 'shop', '--url', ours.url]),
  );
  if (run.code !== 0) throw new Error(run.stderr + run.stdout);
  const ratio = run.wallMs / bareMs;
  judge(
    `${count} tenants × ${REVISIONS} revisions beside a bare loop`,
    `× ${ratio.toFixed(2)}`,
    ratio <= 1.15,
    '≤ 1.15',
  );
  tell('… fleet / bare loop / loop as Alembic documents it', [run.wallMs, bareMs, alembicMs].map(ms).join(' / '));
  const isMany = `… beside ${CONNECTIONS} bare loops at the same time, each with its part of the tenants`;
  tell(isMany, `× ${(run.wallMs / manyMs).toFixed(2)}`);
  tell('… CPU of the process / of its sessions', [run.cpuMs, serverMs].map(ms).join(' / '));
  const cpuRatio = (run.cpuMs + serverMs) / (bareClientMs + bareServerMs);
  tell('… all CPU beside that of the bare loop, which has one connection', `× ${cpuRatio.toFixed(2)}`);
  const down = await migrate(ours.root, ['fleet', 'downgrade', 'shop', 'base', '--url', ours.url]);
  if (down.code !== 0) throw new Error(down.stderr);
  tell('… and down to base', ms(down.wallMs));
  // One after the other, each a process, as a script does it.
  const began = performance.now();
  for (const schema of ours.schemas.slice(0, LOOPED)) {
    const url = `${ours.url}?options=${encodeURIComponent(`-c search_path=${schema}`)}`;
    const each = await migrate(ours.root, ['upgrade', '--url', url]);
    if (each.code !== 0) throw new Error(each.stderr);
  }
  tell(`… a loop over migrate upgrade, at the pace of ${LOOPED}`, ms(((performance.now() - began) / LOOPED) * count));
  await server.dropDatabase('fleet_ours');
}

/** The same where each answer takes 4 ms. @param {import('./fleet-of.mjs').Bench} bench */
export async function relayed(bench) {
  const count = Math.min(100, bench.tenants);
  const { server } = bench;
  const bare = await schemaFleet(bench, 'fleet_bare', count, REVISIONS);
  const relay = await startSlowRelay(bare.url, 2);
  const serialMs = await alembicLoop(relay.through(bare.url), bare.schemas, REVISIONS);
  const ours = await schemaFleet(bench, 'fleet_ours', count, REVISIONS);
  const run = await migrate(ours.root, ['fleet', 'upgrade', 'shop', '--url', relay.through(ours.url)]);
  if (run.code !== 0) throw new Error(run.stderr + run.stdout);
  relay.stop();
  const ratio = run.wallMs / serialMs;
  judge(`${count} tenants through 4 ms, beside the serial loop`, `× ${ratio.toFixed(2)}`, ratio <= 0.25, '≤ 0.25');
  tell('… fleet / serial loop', [run.wallMs, serialMs].map(ms).join(' / '));
  for (const name of ['fleet_bare', 'fleet_ours']) await server.dropDatabase(name);
}
