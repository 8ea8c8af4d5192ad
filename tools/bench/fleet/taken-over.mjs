import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { judge, ms, tell } from '../goals.mjs';
import { schemaFleet } from './fleet-of.mjs';
import { startMigrate } from './migrate.mjs';
import { notWhole } from './whole.mjs';

const TENANTS = 60;
const REVISIONS = 10;
const WORKERS = 4;
const KILLED_WORKERS = 2;

/** @typedef {ReturnType<typeof startMigrate>} Started */

/**
 * With each engine that has workers, the coordinator and two of four workers are killed in the middle of a rollout and
 * started again; how long it takes until the rollout has a coordinator again, and until it is over.
 *
 * @param {import('./fleet-of.mjs').Bench} bench
 */
export async function takenOver(bench) {
  for (const engine of ['ledger', 'pg-boss']) await takenOverBy(bench, engine);
}

/** @param {import('./fleet-of.mjs').Bench} bench @param {string} engine */
async function takenOverBy(bench, engine) {
  const { server, kills } = bench;
  const name = `fleet_${engine.replace('-', '_')}`;
  const { url, root, schemas } = await schemaFleet(bench, name, TENANTS, REVISIONS, { engine });
  const client = new pg.Client(url);
  await client.connect();
  /** @type {number[]} */
  const claimed = [];
  /** @type {number[]} */
  const over = [];
  // Up and down in turn, so that there is always something to interrupt; up at the end.
  const rounds = kills % 2 === 1 ? kills : kills + 1;
  for (let round = 0; round < rounds; round += 1) {
    const aim = round % 2 === 0 ? ['upgrade', 'shop'] : ['downgrade', 'shop', 'base'];
    const found = await interrupted(client, root, [...aim, `--url=${url}`], `--url=${url}`, round + 1);
    claimed.push(found.claimedMs);
    over.push(found.overMs);
  }
  await client.end();
  const wrong = await notWhole(bench, name, schemas, REVISIONS);
  const what = `${engine}: ${rounds} times the coordinator and ${KILLED_WORKERS} of ${WORKERS} workers killed: tenants not whole`;
  judge(what, `${wrong.length} of ${TENANTS}`, wrong.length === 0, '0', { isExact: true });
  const span = (/** @type {number[]} */ all) => `${ms(median(all))}, at most ${ms(Math.max(...all))}`;
  tell('… until there is a coordinator again (lease 3 s)', span(claimed));
  tell('… until all tenants are done', span(over));
  await server.dropDatabase(name);
}

/**
 * One rollout whose processes are killed once.
 *
 * @param {pg.Client} client
 * @param {string} root
 * @param {readonly string[]} aim
 * @param {string} target
 * @param {number} rollouts how many there are then
 */
async function interrupted(client, root, aim, target, rollouts) {
  const coordinate = () => startMigrate(root, ['fleet', ...aim]);
  const work = () => startMigrate(root, ['fleet', 'work', 'shop', target, '--concurrency', '2']);
  const first = coordinate();
  // With the last rollout over, a worker waits for the next one only so long.
  await until(async () => (await ledger(client))?.rollouts === rollouts);
  /** @type {Started[]} */
  const workers = Array.from({ length: WORKERS }, work);
  const most = Math.ceil(Math.random() * TENANTS * 0.6);
  const before = await until(async () => {
    const found = await ledger(client);
    return found !== undefined && found.over >= most && found;
  });
  for (const each of [first, ...workers.slice(0, KILLED_WORKERS)]) each.kill();
  const began = performance.now();
  const again = coordinate();
  const fresh = workers.slice(0, KILLED_WORKERS).map(work);
  await until(async () => {
    const run = (await ledger(client))?.run;
    return run !== undefined && run !== null && run !== before.run;
  });
  const claimedMs = performance.now() - began;
  const last = await again.ended;
  const overMs = performance.now() - began;
  if (last.code !== 0) throw new Error(last.stderr + last.stdout);
  for (const each of [...workers.slice(KILLED_WORKERS), ...fresh]) {
    const ended = await each.ended;
    if (ended.code !== 0) throw new Error(ended.stderr + ended.stdout);
  }
  return { claimedMs, overMs };
}

/** What the ledger says of the newest rollout. @param {pg.Client} client @returns {Promise<{ rollouts: number, run: string | null, over: number } | undefined>} */
async function ledger(client) {
  try {
    const { rows } =
      await client.query(`select (select count(*)::int from braid_fleet.rollout) as rollouts, run_id as run,
(select count(*)::int from braid_fleet.tenant t where t.rollout = r.id and t.state = 'done') as over from braid_fleet.rollout r order by id desc limit 1`);
    return rows[0];
  } catch {
    return undefined; // There is none yet.
  }
}

/** @template T @param {() => Promise<T | false | undefined>} ask @returns {Promise<T>} */
async function until(ask) {
  for (const began = performance.now(); performance.now() - began < 120_000; await pause(10)) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
  }
  throw new Error('nothing happened for two minutes');
}

/** @param {number[]} all */
function median(all) {
  return [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
}
